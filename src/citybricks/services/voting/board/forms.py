"""Forms of the dispute page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from citybricks.services.voting.board.domain.complaints import MOST_TEXT
from citybricks.services.voting.board.models import Claim


class ComplaintForm(forms.Form):
    """What somebody without a signed complaint says is wrong."""

    claim = forms.ChoiceField(label=_("What is wrong"), choices=Claim)
    tracker = forms.CharField(
        label=_("Tracker of your ballot"),
        required=False,
        max_length=44,
        help_text=_("As it stands on your receipt: 43 letters, digits, + and /"),
    )
    text = forms.CharField(
        label=_("What happened"),
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Do not say how you voted, and give no credential: others may read it."),
    )


class SignedForm(forms.Form):
    """A complaint that was signed."""

    document = forms.FileField(
        label=_("Signed complaint"), help_text=_("complaint.json, as the booth saves it")
    )


class AnswerForm(forms.Form):
    """What an official answers."""

    text = forms.CharField(
        label=_("Reply"), max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )
