"""A demonstration fair: delegations of founding members, their times, requests, and the plan.

Nobody in it is a real person: delegates are called by their city and what they come as, and every
row is marked as demonstration. Cities, countries, time zones and languages are those of the
members; the fair is planned and published by the same functions as any other.
"""

from __future__ import annotations

from datetime import time
from random import Random
from typing import Any

from citybricks.network.gatherings.fair.domain import (
    availability,
    life,
    planning,
    requesting,
    setting,
)
from citybricks.network.gatherings.fair.domain.requesting import Asking
from citybricks.network.gatherings.fair.models import Fair, Interpreter
from citybricks.network.gatherings.fair.vocabulary import Group, Origin, Restriction, Stage
from citybricks.network.gatherings.hosting.domain import planning as hosting

CITIES = (
    "shanghai", "dunedin", "vientiane", "johannesburg", "los-angeles", "tsukuba", "kobe",
    "barcelona", "brisbane", "turin", "moscow", "macao", "tianjin",
    "institute-for-world-policy-study",
)  # fmt: skip
"""Thirteen cities of the founding network, and an institute: of twelve countries and regions."""
COMES_AS = (Group.CITY, Group.FIRM, Group.FIRM, Group.LAB, Group.INVESTOR)
TABLES, ONLINE = 7, 0.25
"""Tables of the fair, and the share of delegates that takes part online."""
ENGLISH, FREE, ACCEPTED = 0.75, 0.85, 0.45
"""Shares: of delegates who speak English too, of slots they are free in, of requests accepted."""
LOOKS_FOR = {
    "energy": ("lamps that follow traffic", "heat from data centres", "solar roofs of schools"),
    "mobility": ("buses on demand", "charging in old quarters", "safe ways to school"),
    "health": ("early signs of outbreaks", "screens for eyesight", "clean air in classrooms"),
    "digital": ("open data of sensors", "ballots that can be checked", "maps of barriers"),
    "waste": ("kitchen waste into gas", "reuse of building rubble", "bins that call"),
}
"""Fields, and what is sought there."""


def build(gathering: Any, seed: int = 2023) -> None:
    """Fill the fair of a gathering, plan it and publish the plan.

    Parameters
    ----------
    gathering
        One that has a fair in which nothing was asked for yet; else nothing is done.
    seed
        Start of the random sequence; equal seeds give equal fairs.
    """
    fair = setting.fair_of(gathering)
    if fair.requests.exists() or fair.stage != Stage.OPEN:
        return
    draw = Random(seed)  # noqa: S311 - no secret
    _set_up(fair)
    people = _delegations(gathering, draw)
    _say(fair, people, draw)
    _ask(fair, people, draw)
    _plan(fair)


def _set_up(fair: Fair) -> None:
    gathering = fair.gathering
    spans: list[setting.Span] = []
    for day in setting.days_of(gathering)[:2]:
        spans += setting.spans_of_day(
            day, time(9), time(17), length=30, pause=5, lunch=(time(12), time(13, 30)),
            zone=gathering.time_zone,
        )  # fmt: skip
    setting.add_slots(fair, spans, TABLES)
    fair.most, fair.people = 12, 3
    fair.save()
    setting.add_rule(fair, Restriction.SAME_MEMBER)
    setting.add_rule(fair, Restriction.NEVER, Group.INVESTOR, Group.INVESTOR)
    for at, (one, other) in enumerate(
        (("zh-Hans", "en"), ("zh-Hans", "en"), ("zh-Hans", "ja"), ("en", "ru"), ("en", "es"))
    ):
        Interpreter.objects.create(fair=fair, name=f"{'ABCDE'[at]}", one=one, other=other, away=[])


def _delegations(gathering: Any, draw: Random) -> list[Any]:
    """Register delegates of every city that the network knows."""
    model = gathering.participants.model
    members = model._meta.get_field("member").related_model  # noqa: SLF001 - other apps' rows
    there = {one.slug: one for one in members.objects.filter(slug__in=CITIES)}
    made = []
    for slug in CITIES:
        member = there.get(slug)
        for at, group in enumerate(COMES_AS if member else ()):
            name = f"{member.name_in('en')} · {Group(group).label} {'ABCDE'[at]}"  # type: ignore[union-attr] # there
            made.append(_delegate(gathering, model, member, name, draw))
    return made


def _delegate(gathering: Any, model: Any, member: Any, name: str, draw: Random) -> Any:
    online = draw.random() < ONLINE and member.slug != "shanghai"
    own = (member.languages or ["en"])[0]
    languages = list(dict.fromkeys([own, "en"] if draw.random() < ENGLISH else [own]))
    return model.objects.create(
        gathering=gathering, member=member, name=name, country=member.country,
        attendance="online" if online else "on-site",
        time_zone=member.time_zone if online and member.time_zone else gathering.time_zone,
        languages=languages, state="confirmed", demonstration=True,
    )  # fmt: skip


def _say(fair: Fair, people: list[Any], draw: Random) -> None:
    slots = list(fair.slots.all())
    for at, one in enumerate(people):
        likely = availability.free_of(one, None, slots)
        free = {slot.key for slot in slots if slot.key in likely and draw.random() < FREE}
        field = draw.choice(list(LOOKS_FOR))
        given = {
            "group": COMES_AS[at % len(COMES_AS)],
            "most": draw.choice((8, 10, 14)),
            "about": f"Looks for: {draw.choice(LOOKS_FOR[field])}.",
            "fields": [field],
        }
        availability.say(fair, one, free or {slots[0].key}, given)


def _ask(fair: Fair, people: list[Any], draw: Random) -> None:
    from django.core.exceptions import ValidationError

    profiles = availability.profiles_of(fair)
    for one in people:
        near = [
            other for other in people
            if other.member_id != one.member_id
            and set(profiles[other.pk].fields) & set(profiles[one.pk].fields)
        ]  # fmt: skip
        chosen = draw.sample(near, min(6, len(near)))
        chosen += draw.sample(people, 4)
        for other in chosen:
            score = round(draw.uniform(0.5, 0.95), 2) if other in near else None
            origin = Origin.MATCH if score else Origin.HAND
            about = profiles[other.pk].about.removeprefix("Looks for: ").rstrip(".")
            said = Asking(origin=origin, score=score)
            try:
                asked = requesting.ask(
                    fair.gathering, one, other, f"You look for {about}; we have tried it.",
                    draw.choice((1, 2, 2, 3)), said,
                )  # fmt: skip
            except ValidationError:  # a rule, or asked already
                continue
            if draw.random() < ACCEPTED:
                requesting.answer(asked, "accept", other)


def _plan(fair: Fair) -> None:
    life.act(fair, "freeze", None)
    fair.refresh_from_db()
    work = planning.begin(fair, None)
    hosting.work_out(work.pk)
    fair.refresh_from_db()
    life.act(fair, "publish", None)
