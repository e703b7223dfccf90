"""How a signal moves: signal, triaged, verifying, discarded or event, assessed, responding, closed.

The states are those of WHO's early warning, alert and response [1]_; each step says which
permission it asks for and what has to be written down with it.

References
----------
.. [1] WHO, Early warning alert and response in emergencies: an operational guide, 2022.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from citybricks.network.life import Life, Step
from citybricks.services.schoolhealth.signals.vocabulary import OPEN, Risk, State

_VERIFY = "schoolhealth.assess"
_RESPOND = "schoolhealth.respond"
_NOTE = "schoolhealth.add_evidence"
_MERGE = {"merge": Step(State.MERGED, _VERIFY)}
_OWN: Mapping[str, Mapping[str, Step]] = {
    State.SIGNAL: {"triage": Step(State.TRIAGED, _VERIFY), **_MERGE},
    State.TRIAGED: {"verify": Step(State.VERIFYING, _VERIFY), **_MERGE},
    State.VERIFYING: {
        "confirm": Step(State.EVENT, _VERIFY),
        "discard": Step(State.DISCARDED, _VERIFY),
        **_MERGE,
    },
    State.EVENT: {"assess": Step(State.ASSESSED, _VERIFY)},
    State.ASSESSED: {
        "respond": Step(State.RESPONDING, _RESPOND),
        "assess": Step(State.ASSESSED, _VERIFY),
    },
    State.RESPONDING: {"close": Step(State.CLOSED, _RESPOND)},
}
LIFE = Life({state: {**_OWN[state], "note": Step(state, _NOTE)} for state in OPEN})
"""What can be done in each state, where it leads, and the permission it asks for."""

NAMES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "detect": pgettext_lazy("what was done", "Detected"),
        "triage": _("Take it in hand"),
        "verify": _("Start to verify"),
        "confirm": _("It is an event"),
        "discard": _("Discard"),
        "assess": _("Assess the risk"),
        "respond": _("Start to respond"),
        "close": pgettext_lazy("a signal", "Close"),
        "merge": _("Merge into another signal"),
        "note": _("Add evidence"),
    }
)
DONE: Mapping[str, str | Promise] = MappingProxyType(
    {
        "detect": pgettext_lazy("what was done", "Detected"),
        "triage": pgettext_lazy("what was done", "Taken in hand"),
        "verify": pgettext_lazy("what was done", "Verification started"),
        "confirm": pgettext_lazy("what was done", "Confirmed as an event"),
        "discard": pgettext_lazy("what was done", "Discarded"),
        "assess": pgettext_lazy("what was done", "Risk assessed"),
        "respond": pgettext_lazy("what was done", "Response started"),
        "close": pgettext_lazy("what was done", "Closed"),
        "merge": pgettext_lazy("what was done", "Merged"),
        "note": pgettext_lazy("what was done", "Evidence added"),
    }
)
EVIDENCE_NEEDED = frozenset({"confirm", "discard", "respond", "close", "note"})
"""Actions that nobody takes without saying on what evidence."""
HIGHEST = 5
"""Of likelihood and impact."""


class IncompleteError(ValueError):
    """Something has to be written down with an action.

    Parameters
    ----------
    field
        What is missing or not allowed: ``evidence``, ``reason``, ``likelihood``, ...
    said
        Why, for people.
    """

    def __init__(self, field: str, said: str | Promise) -> None:
        self.field, self.said = field, said
        super().__init__(f"{field}: {said}")


@dataclass(frozen=True, slots=True)
class Written:
    """What is written down with an action.

    Parameters
    ----------
    evidence
        What was seen or heard, and where; no name of a child.
    reason
        Why a signal is discarded.
    likelihood, impact
        From 1 to 5, when the risk is assessed.
    confidence
        How sure the assessment is.
    language
        BCP 47 tag of the language of the evidence; empty when it is not known.
    """

    evidence: str = ""
    reason: str = ""
    likelihood: int | None = None
    impact: int | None = None
    confidence: str = ""
    language: str = ""


def check(action: str, written: Written) -> None:
    """Check that with an action everything is written down that it needs.

    Raises
    ------
    IncompleteError
        When something is missing, or stands where it has no meaning.
    """
    if action in EVIDENCE_NEEDED and not written.evidence.strip():
        raise IncompleteError("evidence", _("Say what was seen or heard, and where."))
    if action == "discard" and not written.reason:
        raise IncompleteError("reason", _("Say why it is discarded."))
    if action == "assess":
        _check_assessment(written)


def _check_assessment(written: Written) -> None:
    for name in ("likelihood", "impact"):
        value = getattr(written, name)
        if value is None or not 1 <= value <= HIGHEST:
            raise IncompleteError(name, _("Choose a number from 1 to 5."))
    if not written.confidence:
        raise IncompleteError("confidence", _("Say how sure the assessment is."))


def risk(likelihood: int, impact: int) -> Risk:
    """Return the field of the 5 x 5 matrix (WHO, Rapid risk assessment, 2012, figure 3)."""
    product = likelihood * impact
    if (likelihood == HIGHEST and impact >= HIGHEST - 1) or product >= 20:  # noqa: PLR2004 - the corner of the matrix
        return Risk.VERY_HIGH
    if product >= 10:  # noqa: PLR2004 - likewise
        return Risk.HIGH
    return Risk.MODERATE if product >= 5 else Risk.LOW  # noqa: PLR2004 - likewise
