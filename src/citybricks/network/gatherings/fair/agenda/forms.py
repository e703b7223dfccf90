"""The form in which somebody says what came of a meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.content.given import text_up_to
from citybricks.network.gatherings.fair.models.day import Kind, NextStep, Value

_LONGEST = 2000


class OutcomeForm(forms.Form):
    """Next step, what it is worth, and which agreement is meant."""

    ASKED = ("next_step",)

    next_step = forms.ChoiceField(
        label=gettext_lazy("Next step"), choices=NextStep.choices, widget=forms.RadioSelect
    )
    by_when = forms.DateField(
        label=gettext_lazy("By when"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    value = forms.ChoiceField(
        label=gettext_lazy("What it is about, in money"), choices=Value.choices
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Agreement that is meant"), choices=Kind.choices, required=False
    )
    link = forms.URLField(
        label=gettext_lazy("Link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("To a draft or to more about it; begins with https://"),
    )
    words = forms.CharField(
        label=gettext_lazy("In words"),
        required=False,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )

    def clean_link(self) -> str:
        """Return an address of the web."""
        link = str(self.cleaned_data["link"])
        if link and not link.startswith(("https://", "http://")):
            raise ValidationError(
                _("“%(link)s” is no address that begins with https://") % {"link": link[:60]}
            )
        return link

    def clean_words(self) -> str:
        """Return the text if it is not too long."""
        return text_up_to(self.cleaned_data["words"], _LONGEST)

    def values(self) -> dict[str, Any]:
        """Return what was given, as rows hold it."""
        return dict(self.cleaned_data)
