"""Forms of what visitors write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.gatherings.expo.forms.bilingual import CountryField, TextField
from citybricks.network.members.checked_fields import CheckedField
from citybricks.network.members.domain import cells


class ContactForm(forms.Form):
    """What a visitor writes to an exhibitor."""

    name = CheckedField(
        lambda typed: cells.text(typed, 120),
        required=True,
        label=gettext_lazy("Your name"),
        widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    organisation = CheckedField(
        lambda typed: cells.text(typed, 160),
        label=gettext_lazy("Your organisation"),
        widget=forms.TextInput({"autocomplete": "organization", "dir": "auto"}),
    )
    country = CountryField(required=False)
    message = TextField("message", rows=5, label=gettext_lazy("Message"))
    agreed = forms.BooleanField(
        error_messages={"required": gettext_lazy("Without this the exhibitor cannot answer you.")}
    )

    def __init__(self, *args: Any, consent: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agreed"].label = consent

    ASKED = ("message",)

    def clean_message(self) -> str:
        """Return the message; there has to be one."""
        message = str(self.cleaned_data["message"])
        if not message:
            raise ValidationError(_("Write a few words: nobody answers an empty message."))
        return message


class MeetingForm(forms.Form):
    """Ask somebody of a booth for a meeting."""

    of = forms.ChoiceField(label=gettext_lazy("Whom"), widget=forms.RadioSelect)
    reason = TextField("reason", rows=3, label=gettext_lazy("What you would like to talk about"))

    def __init__(self, *args: Any, people: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["of"].choices = [(one.pk, one.name) for one in people]  # type: ignore[attr-defined] # a choice field
        if len(people) == 1:
            self.fields["of"].initial = people[0].pk
