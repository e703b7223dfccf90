"""The clocks of a signal: 7-1-7, 24 hours to verify, and what is due next.

Detect within 7 days of emergence, notify within 1 day of detection, complete early response
actions within 7 days of notification [1]_. What each of them means here:

emergence
    Start of the first day on which more were ill than usual.
detection
    The moment at which the detector raised the signal.
notification
    A person of the health centre, or the city's epidemiologist, took it in hand.
early response
    The response was started, or the signal was found to be none.

References
----------
.. [1] Bochner et al., Lancet Glob Health 2023, 11, e871: 7-1-7 in public health practice.
   https://doi.org/10.1016/S2214-109X(23)00133-X
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

from citybricks.services.schoolhealth.signals.vocabulary import UNVERIFIED, State

DETECT, NOTIFY, RESPOND = timedelta(days=7), timedelta(days=1), timedelta(days=7)
VERIFY = timedelta(hours=24)
"""From detection until it is known whether a signal is an event."""
ASSESS = timedelta(hours=48)
"""From confirmation until the risk is assessed (WHO, EWAR operational guide, 2022)."""
REVIEW = timedelta(days=7)
"""How often a response is looked at."""
_SETTLES = frozenset({"confirm", "discard", "merge"})

Standing = Literal["met", "missed", "running", "overdue", "waiting"]
"""Done in time, done too late, under way, too late and not done, not begun."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that was done with a signal, and when."""

    action: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """How long something took, or is taking.

    Parameters
    ----------
    name
        ``detect``, ``notify``, ``respond`` or ``verify``.
    start
        When it began to run; None when it has not yet.
    end
        When it stopped; None while it runs.
    due
        Until when it has to stop.
    standing
        How it stands.
    """

    name: str
    start: datetime | None
    end: datetime | None
    due: datetime | None
    standing: Standing

    @property
    def seconds(self) -> float | None:
        """How long it took, if it is over."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).total_seconds()


def emergence(day: date, zone: tzinfo) -> datetime:
    """Return the moment at which a day begins in a city."""
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def clock(
    name: str, start: datetime | None, end: datetime | None, limit: timedelta, now: datetime
) -> Clock:
    """Return a clock as it stands now."""
    if start is None:
        return Clock(name, None, None, None, "waiting")
    due = start + limit
    if end is not None:
        return Clock(name, start, end, due, "met" if end <= due else "missed")
    return Clock(name, start, None, due, "running" if now <= due else "overdue")


def clocks(
    emerged: datetime, detected: datetime, moments: Sequence[Moment], now: datetime
) -> tuple[Clock, ...]:
    """Return the clocks of a signal: detect, notify, respond and verify.

    Parameters
    ----------
    emerged, detected
        Of the signal.
    moments
        What was done since, in order.
    now
        As at.
    """
    notified = _first(moments, {"triage"} | _SETTLES)
    settled = _first(moments, _SETTLES)
    answered = _first(moments, {"respond", "discard", "merge"})
    return (
        clock("detect", emerged, max(emerged, detected), DETECT, now),
        clock("notify", detected, notified, NOTIFY, now),
        clock("respond", notified, answered, RESPOND, now),
        clock("verify", detected, settled, VERIFY, now),
    )


def _first(moments: Sequence[Moment], actions: frozenset[str] | set[str]) -> datetime | None:
    return next((each.at for each in moments if each.action in actions), None)


def next_due(state: str, detected: datetime, moments: Sequence[Moment]) -> datetime | None:
    """Return until when the next step has to be taken; None when there is none.

    Parameters
    ----------
    state
        Where the signal stands after the last of the moments.
    detected
        When it was detected.
    moments
        What was done since, in order.
    """
    if state in UNVERIFIED:
        return detected + VERIFY
    latest = moments[-1].at if moments else detected
    if state == State.EVENT:
        return (_first(moments, {"confirm"}) or latest) + ASSESS
    if state == State.ASSESSED:
        return (_first(moments, {"triage"} | _SETTLES) or latest) + RESPOND
    return latest + REVIEW if state == State.RESPONDING else None


def passed(found: Sequence[Clock]) -> bool | None:
    """Whether a signal kept 7-1-7: all three in time; None while that is open."""
    three = [each.standing for each in found if each.name in ("detect", "notify", "respond")]
    if any(standing in ("missed", "overdue") for standing in three):
        return False
    return True if all(standing == "met" for standing in three) else None
