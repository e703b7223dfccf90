"""Words that signals are described by."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(models.TextChoices):
    """What a signal is about."""

    CITY = "city", _("City")
    SCHOOL = "school", _("School")
    CLASS = "class", pgettext_lazy("at school", "Class")
    CLUSTER = "cluster", _("Cluster of schools")


class State(models.TextChoices):
    """Where a signal stands, after WHO's early warning, alert and response."""

    SIGNAL = "signal", pgettext_lazy("state of a signal", "New")
    TRIAGED = "triaged", _("Triaged")
    VERIFYING = "verifying", _("Being verified")
    DISCARDED = "discarded", _("Discarded")
    EVENT = "event", pgettext_lazy("state of a signal", "Event")
    ASSESSED = "risk_assessed", _("Risk assessed")
    RESPONDING = "responding", _("Being responded to")
    CLOSED = "closed", pgettext_lazy("state of a signal", "Closed")
    MERGED = "merged", _("Merged")


OPEN = (
    State.SIGNAL, State.TRIAGED, State.VERIFYING, State.EVENT, State.ASSESSED, State.RESPONDING,
)  # fmt: skip
"""States in which somebody has something to do."""
UNVERIFIED = (State.SIGNAL, State.TRIAGED, State.VERIFYING)
"""States in which nobody knows yet whether it is an event."""
EVENTS = (State.EVENT, State.ASSESSED, State.RESPONDING, State.CLOSED)
"""States of what was verified to be an event."""


class Reason(models.TextChoices):
    """Why a signal is discarded."""

    CHANCE = "chance", _("Chance: nothing that belongs together")
    DATA = "data", _("An error or a delay in the data")
    EXPECTED = "expected", _("Expected: the season, an event, a change in reporting")
    NOT_ILL = "not_ill", _("The children were absent for another reason")
    KNOWN = "known", _("Belongs to an outbreak that is known already")


class Confidence(models.TextChoices):
    """How sure an assessment is."""

    LOW = "low", pgettext_lazy("confidence", "Low")
    MEDIUM = "medium", pgettext_lazy("confidence", "Medium")
    HIGH = "high", pgettext_lazy("confidence", "High")


LIKELIHOODS = {
    1: pgettext_lazy("likelihood", "Very unlikely"),
    2: pgettext_lazy("likelihood", "Unlikely"),
    3: pgettext_lazy("likelihood", "Likely"),
    4: pgettext_lazy("likelihood", "Very likely"),
    5: pgettext_lazy("likelihood", "Almost certain"),
}
"""That it spreads further (WHO, Rapid risk assessment of acute public health events, 2012)."""
IMPACTS = {
    1: pgettext_lazy("impact", "Minimal"),
    2: pgettext_lazy("impact", "Minor"),
    3: pgettext_lazy("impact", "Moderate"),
    4: pgettext_lazy("impact", "Major"),
    5: pgettext_lazy("impact", "Severe"),
}
"""What it does if it does (ibid.)."""


class Risk(models.TextChoices):
    """The field of the 5 x 5 matrix that an assessment falls into."""

    LOW = "low", pgettext_lazy("risk", "Low")
    MODERATE = "moderate", pgettext_lazy("risk", "Moderate")
    HIGH = "high", pgettext_lazy("risk", "High")
    VERY_HIGH = "very_high", pgettext_lazy("risk", "Very high")
