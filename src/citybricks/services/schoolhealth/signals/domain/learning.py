"""How good alarms are, learned from what verification found, and what budget that suggests.

Of signals that somebody confirmed or discarded: the positive predictive value per detector and
level, how long after its emergence an event was detected, and how many alarms a week come to each
person who verifies. A signal that somebody merged into another counts with what that one turned
out to be; what rang again while somebody worked on it is not counted again; what nobody verified
yet counts for the load alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

import numpy as np
from django.db.models import Q

from citybricks.services.schoolhealth.schools.models import City, Post
from citybricks.services.schoolhealth.signals.domain.telling import VERIFYING
from citybricks.services.schoolhealth.signals.models import Signal
from citybricks.services.schoolhealth.signals.vocabulary import EVENTS, State

WANTED = 0.5
"""Positive predictive value that is aimed at: every other alarm is something."""
LEAST = 10
"""Verified alarms without which no budget is suggested."""
MOST_LOAD = 5.0
"""Alarms a week and person that are bearable."""
_Z = 1.959964
"""Of the normal distribution, for 95 %."""
_STEPS = (0.25, 4.0)
"""Least and greatest factor by which a budget is changed at once."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a signal.

    Parameters
    ----------
    real
        Whether it was an event; None while nobody knows.
    days
        From emergence to detection.
    """

    method: str
    level: str
    real: bool | None
    days: float
    detected_at: datetime


@dataclass(frozen=True, slots=True)
class Quality:
    """How good the alarms of a detector at a level are.

    Parameters
    ----------
    signals, events, discarded
        All, and those that were verified.
    ppv, low, high
        Positive predictive value with Wilson's 95 % interval; None before anything is verified.
    delay
        Median days from emergence to detection, of events.
    load
        Alarms a week and person who verifies.
    """

    method: str
    level: str
    signals: int
    events: int
    discarded: int
    ppv: float | None
    low: float | None
    high: float | None
    delay: float | None
    load: float

    @property
    def verified(self) -> int:
        """How many were confirmed or discarded."""
        return self.events + self.discarded


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a proportion.

    References
    ----------
    .. [1] E. B. Wilson, J Am Stat Assoc 22, 1927, 209-212. https://doi.org/10.2307/2276774
    """
    share, z = successes / trials, _Z
    middle = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z / (1 + z * z / trials)
    half *= float(np.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials)))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def qualities(outcomes: Iterable[Outcome], people: int) -> list[Quality]:
    """Return the quality of alarms by detector and level."""
    groups: dict[tuple[str, str], list[Outcome]] = {}
    for one in outcomes:
        groups.setdefault((one.method, one.level), []).append(one)
    return [_quality(method, level, of, people) for (method, level), of in sorted(groups.items())]


def _quality(method: str, level: str, found: Sequence[Outcome], people: int) -> Quality:
    events = sum(one.real is True for one in found)
    discarded = sum(one.real is False for one in found)
    verified = events + discarded
    low, high = wilson(events, verified) if verified else (None, None)
    return Quality(
        method=method,
        level=level,
        signals=len(found),
        events=events,
        discarded=discarded,
        ppv=events / verified if verified else None,
        low=low,
        high=high,
        delay=median(one.days for one in found if one.real) if events else None,
        load=len(found) / weeks(found) / max(people, 1),
    )


def weeks(found: Sequence[Outcome]) -> float:
    """Return how many weeks outcomes lie in, one at least."""
    times = [one.detected_at for one in found]
    return max((max(times) - min(times)).days / 7, 1.0) if times else 1.0


def suggested(found: Iterable[Quality], budget: float) -> float | None:
    """Return a budget of false alarms a year that suits what verification found.

    Where more than half of the verified alarms are something, more alarms can be borne; where
    fewer are, or more come a week than a person can look at, fewer should ring. None while fewer
    than `LEAST` were verified.
    """
    known = list(found)
    verified = sum(one.verified for one in known)
    if verified < LEAST:
        return None
    ppv = sum(one.events for one in known) / verified
    factor = max(ppv, 0.01) / WANTED
    load = sum(one.load for one in known)
    if load > MOST_LOAD:
        factor = min(factor, MOST_LOAD / load)
    return round(budget * float(np.clip(factor, *_STEPS)), 2)


def outcomes_of(city: City) -> list[Outcome]:
    """Return what became of the signals of a city."""
    by_hand = Q(merged_into=None) | Q(transitions__action="merge")
    found = Signal.objects.filter(by_hand, city=city).select_related("merged_into").distinct()
    return [
        Outcome(
            signal.method,
            signal.level,
            _real(signal.merged_into.state if signal.merged_into else signal.state),
            float((signal.detected_at.date() - signal.emerged_on).days),
            signal.detected_at,
        )
        for signal in found.order_by("detected_at")
    ]


def _real(state: str) -> bool | None:
    if state in EVENTS:
        return True
    return False if state == State.DISCARDED else None


def people_who_verify(city: City) -> int:
    """Return how many people verify the signals of a city."""
    held = Post.objects.filter(city=city, role__in=VERIFYING)
    return held.values("user").distinct().count()
