"""What people write down with an action on a signal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from citybricks.network.content.naming import reader_language
from citybricks.services.schoolhealth.signals.domain.life import EVIDENCE_NEEDED, Written
from citybricks.services.schoolhealth.signals.models import Signal
from citybricks.services.schoolhealth.signals.permissions import visible_signals
from citybricks.services.schoolhealth.signals.vocabulary import (
    IMPACTS,
    LIKELIHOODS,
    OPEN,
    Confidence,
    Reason,
)

_LONGEST = 2_000
FIELDS: dict[str, tuple[str, ...]] = {
    "discard": ("reason",),
    "assess": ("likelihood", "impact", "confidence"),
    "merge": ("into",),
}
"""What an action asks for besides evidence."""


def _scale(names: dict[int, Any]) -> list[tuple[str, Any]]:
    return [("", "–"), *((str(number), f"{number} · {name}") for number, name in names.items())]


class ActionForm(forms.Form):
    """Evidence, and what the action needs."""

    evidence = forms.CharField(
        label=_("Evidence"),
        max_length=_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What was seen or heard, and where. Write no names of children."),
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "–"), *Reason.choices])
    likelihood = forms.ChoiceField(label=_("Likelihood that it spreads"))
    impact = forms.ChoiceField(label=_("Impact if it does"))
    confidence = forms.ChoiceField(label=_("Confidence"), choices=[("", "–"), *Confidence.choices])
    into = forms.ModelChoiceField(label=_("Signal"), queryset=Signal.objects.none())

    def __init__(self, action: str, signal: Signal, user: Any, data: Any = None) -> None:
        super().__init__(data)
        wanted = FIELDS.get(action, ())
        for name in ("reason", "likelihood", "impact", "confidence", "into"):
            if name not in wanted:
                del self.fields[name]
        self.fields["evidence"].required = action in EVIDENCE_NEEDED
        if "likelihood" in self.fields:
            self._scaled("likelihood", LIKELIHOODS)
            self._scaled("impact", IMPACTS)
        if "into" in self.fields:
            others = visible_signals(user, signal.city).filter(~Q(pk=signal.pk), state__in=OPEN)
            field: Any = self.fields["into"]
            field.queryset = others.select_related("city", "school", "school_class")

    def _scaled(self, name: str, names: dict[int, Any]) -> None:
        field: Any = self.fields[name]
        field.choices = _scale(names)

    def written(self) -> Written:
        """Return what was written down."""
        given = self.cleaned_data
        return Written(
            evidence=given.get("evidence", ""),
            reason=given.get("reason", ""),
            likelihood=int(given["likelihood"]) if given.get("likelihood") else None,
            impact=int(given["impact"]) if given.get("impact") else None,
            confidence=given.get("confidence", ""),
            language=reader_language(),
        )
