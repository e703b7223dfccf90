"""Where and when everything is, in the draft and as published, and how often it has changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Self, TypeVar

from citybricks.network.gatherings.programme.models import Session, Talk
from citybricks.network.gatherings.programme.vocabulary import Standing


@dataclass(frozen=True, slots=True)
class Place:
    """When and where a session is.

    Parameters
    ----------
    sequence
        How often it has changed since it was first published (RFC 5545, 3.8.7.4).
    """

    start: datetime | None = None
    end: datetime | None = None
    room: int | None = None
    track: int | None = None
    chairs: tuple[int, ...] = ()
    standing: str = Standing.PLANNED
    sequence: int = 0

    def dumped(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "room": self.room,
            "track": self.track,
            "chairs": list(self.chairs),
            "standing": self.standing,
            "sequence": self.sequence,
        }

    @classmethod
    def read(cls, given: dict[str, Any]) -> Self:
        """Read it from JSON."""
        instants = {name: _instant(given.get(name)) for name in ("start", "end")}
        chairs = tuple(given.get("chairs", ()))
        return cls(**{**given, **instants, "chairs": chairs})


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in which session a talk is."""

    session: str | None = None
    position: int = 0
    minutes: int = 20
    standing: str = Standing.PLANNED
    sequence: int = 0

    def dumped(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class Placement:
    """Where and when every session and every talk is, by their identifiers."""

    sessions: dict[str, Place] = field(default_factory=dict)
    talks: dict[str, Spot] = field(default_factory=dict)

    def dumped(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {
            "sessions": {key: place.dumped() for key, place in self.sessions.items()},
            "talks": {key: spot.dumped() for key, spot in self.talks.items()},
        }

    @classmethod
    def read(cls, given: dict[str, Any]) -> Self:
        """Read it from JSON."""
        return cls(
            {key: Place.read(place) for key, place in given.get("sessions", {}).items()},
            {key: Spot(**spot) for key, spot in given.get("talks", {}).items()},
        )

    def starts(self) -> dict[str, datetime]:
        """Return when each talk begins: after those before it in its session."""
        found: dict[str, datetime] = {}
        passed: dict[str, int] = {}
        for key, spot in sorted(self.talks.items(), key=lambda one: (one[1].position, one[0])):
            place = self.sessions.get(spot.session or "")
            if place is None or place.start is None or spot.standing == Standing.CANCELLED:
                continue
            before = passed.get(str(spot.session), 0)
            found[key] = later(place.start, before)
            passed[str(spot.session)] = before + spot.minutes
        return found


def later(instant: datetime, minutes: int) -> datetime:
    """Return the instant so many minutes later, whatever clocks on walls do meanwhile."""
    return datetime.fromtimestamp(instant.timestamp() + 60 * minutes, UTC)


def _instant(given: str | None) -> datetime | None:
    return datetime.fromisoformat(given) if given else None


def placement_of(gathering: Any) -> Placement:
    """Return the placement as it stands in the rows: the draft that organisers work on."""
    chaired: dict[str, list[int]] = {}
    chairs = Session.chairs.through.objects.filter(session__gathering=gathering)
    for session, speaker in chairs.order_by("pk").values_list("session_id", "speaker_id"):
        chaired.setdefault(session, []).append(speaker)
    sessions = Session.objects.filter(gathering=gathering).values_list(
        "ulid", "start", "end", "room", "track", "standing"
    )
    places = {
        ulid: Place(start, end, room, track, tuple(chaired.get(ulid, ())), standing)
        for ulid, start, end, room, track, standing in sessions
    }
    talks = Talk.objects.filter(gathering=gathering).values_list(
        "ulid", "session", "position", "minutes", "standing"
    )
    spots = {
        ulid: Spot(session, position, minutes, standing)
        for ulid, session, position, minutes, standing in talks
    }
    return Placement(places, spots)


def numbered(draft: Placement, before: Placement) -> Placement:
    """Return a draft with sequences: one more than before for what has changed since."""
    starts, started = draft.starts(), before.starts()
    sessions = {
        key: _counted(place, before.sessions.get(key)) for key, place in draft.sessions.items()
    }
    talks = {
        key: _counted(
            spot,
            before.talks.get(key),
            also=starts.get(key) != started.get(key)
            or _where(draft, spot) != _where(before, before.talks.get(key)),
        )
        for key, spot in draft.talks.items()
    }
    return Placement(sessions, talks)


Kept = TypeVar("Kept", Place, Spot)


def _counted(now: Kept, before: Kept | None, *, also: bool = False) -> Kept:
    if before is None:
        return now
    changed = also or replace(now, sequence=before.sequence) != before
    return replace(now, sequence=before.sequence + changed)


def _where(placement: Placement, spot: Spot | None) -> tuple[int | None, str] | None:
    place = placement.sessions.get(spot.session or "") if spot else None
    return (place.room, place.standing) if place else None
