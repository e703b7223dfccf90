"""What is asked before private totals are released."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from citybricks.services.schoolhealth.releases.domain.publishing import EPSILON


class PrivateForm(forms.Form):
    """How much of the year's ε the totals of a week may cost."""

    ASKED = ("epsilon",)
    epsilon = forms.FloatField(
        label=gettext_lazy("ε of this release"),
        min_value=0.01,
        max_value=1.0,
        initial=EPSILON,
        help_text=gettext_lazy("The more it costs, the less noise there is; 0.01 to 1"),
        widget=forms.NumberInput({"step": "any"}),
    )
