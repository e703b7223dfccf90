"""When somebody can meet: what they said, or what is likely as long as they said nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from citybricks.network.gatherings.fair.models import Fair, Profile, Slot
from citybricks.network.gatherings.fair.vocabulary import Group
from citybricks.network.gatherings.hosting.domain.zones import clock_in, day_in

WAKING = range(8, 21)
"""Hours at which a slot begins that people online are taken to be awake for."""
MOST_MEETINGS = 100


def profiles_of(fair: Fair) -> dict[str, Profile]:
    """Return what people said for the fair, by participant."""
    return {one.participant_id: one for one in fair.profiles.all()}


def profile_of(fair: Fair, participant: Any) -> Profile:
    """Return what somebody said, or what holds as long as they said nothing; it is not kept."""
    return fair.profiles.filter(participant=participant).first() or Profile(
        fair=fair, participant=participant, group=group_of(participant, None)
    )


def group_of(participant: Any, profile: Profile | None) -> str:
    """Return what somebody comes as: for a member of the network a city, if they did not say."""
    if profile is not None:
        return profile.group
    return Group.CITY if participant.member_id else Group.OTHER


def free_of(participant: Any, profile: Profile | None, slots: Iterable[Slot]) -> set[str]:
    """Return the keys of the slots in which somebody can meet.

    Who said nothing is free whenever people on site are, and online when they are awake.
    """
    keys = {slot.key: slot for slot in slots}
    if profile is not None and profile.free is not None:
        return keys.keys() & set(profile.free)
    if participant.attendance != "online":
        return set(keys)
    zone = ZoneInfo(participant.time_zone)
    return {key for key, slot in keys.items() if slot.start.astimezone(zone).hour in WAKING}


@dataclass(frozen=True, slots=True)
class Time:
    """A slot as somebody chooses it: on their own clock, with the event's beside it."""

    key: str
    own: str
    event: str
    event_day: str
    free: bool
    night: bool
    held: bool


@dataclass(frozen=True, slots=True)
class Day:
    """The slots of a day of somebody's own calendar."""

    name: str
    times: tuple[Time, ...]


def grid(
    participant: Any, free: set[str], slots: Sequence[Slot], zone: str, held: Iterable[str] = ()
) -> list[Day]:
    """Return the slots by the days of somebody's own calendar.

    Parameters
    ----------
    free
        Keys of those that are ticked.
    zone
        Of the event.
    held
        Keys of the slots in which they meet somebody.
    """
    own, taken = participant.time_zone, set(held)
    days: dict[str, list[Time]] = {}
    for slot in slots:
        hour = slot.start.astimezone(ZoneInfo(own)).hour
        days.setdefault(day_in(slot.start, own), []).append(
            Time(
                key=slot.key,
                own=f"{clock_in(slot.start, own)}–{clock_in(slot.end, own)}",
                event=f"{clock_in(slot.start, zone)}–{clock_in(slot.end, zone)}",
                event_day=day_in(slot.start, zone),
                free=slot.key in free,
                night=hour not in WAKING,
                held=slot.key in taken,
            )
        )
    return [Day(name, tuple(times)) for name, times in days.items()]


def say(
    fair: Fair, participant: Any, free: Iterable[str], given: Mapping[str, Any] | None = None
) -> Profile:
    """Keep what somebody says of when they can meet, and of themselves.

    Parameters
    ----------
    free
        Keys of slots.
    given
        Group, most, about, fields.

    Raises
    ------
    ValidationError
        When a slot is not of the fair, or somebody wants no meeting at all.
    """
    given = given or {}
    known = {slot.key for slot in fair.slots.all()}
    free = sorted(set(free))
    if strange := [key for key in free if key not in known]:
        raise ValidationError(
            {"free": _("“%(value)s” is no slot of this fair.") % {"value": strange[0][:40]}}
        )
    most = given.get("most")
    if most is not None and not 1 <= most <= MOST_MEETINGS:
        raise ValidationError(
            {
                "most": _("%(value)s meetings are not possible; give 1 to %(most)s.")
                % {"value": most, "most": MOST_MEETINGS}
            }
        )
    profile = profile_of(fair, participant)
    profile.free = free
    for name, value in given.items():
        setattr(profile, name, value)
    profile.save()
    return profile
