"""Fairs on their day, in tests: meetings put by hand, so that nothing has to be planned."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from citybricks.network.gatherings.fair.domain import placing, setting
from citybricks.network.gatherings.fair.models import Fair, Request, Slot
from citybricks.network.gatherings.fair.vocabulary import Stage as At
from tests.network.gatherings.fair.stage import NINE, Stage, staged


def publish(stage: Stage, places: dict[Request, tuple[Slot, int]]) -> None:
    """Put meetings at slots and tables, and publish that plan."""
    Fair.objects.filter(pk=stage.fair.pk).update(stage=At.PLANNED)
    stage.fair.refresh_from_db()
    put = {one.pk: placing.Place(slot, table) for one, (slot, table) in places.items()}
    placing.put(stage.fair, put, {one.pk: one for one in places})
    stage.act("publish")


def running(people: int = 6) -> tuple[Stage, list[Any]]:
    """Return a published fair of four slots: the first two meet in the first, and so on.

    The first and the last of the others have asked for each other and have no meeting, and the
    third asks the second for one that is held last.
    """
    stage = staged()
    slots = stage.slots()
    there = stage.people(people)
    pairs = [stage.ask(a, b) for a, b in zip(there[::2], there[1::2], strict=True)]
    places = {one: (slots[at // 2], at % 2 + 1) for at, one in enumerate(pairs)}
    places[stage.ask(there[2], there[1])] = (slots[3], 1)
    stage.ask(there[0], there[3])
    publish(stage, places)
    return stage, there


def two(
    start: datetime = NINE, zone: str = "Asia/Shanghai", own: str = "Europe/Lisbon"
) -> tuple[Stage, Any, Any]:
    """Return a published fair in which somebody with an account meets Bea."""
    stage = staged(time_zone=zone)
    half = timedelta(minutes=30)
    slots = setting.add_slots(
        stage.fair, [(start, start + half), (start + 2 * half, start + 3 * half)], 3
    )
    one = stage.scene.participant()
    one.time_zone = own
    one.save()
    bea = stage.scene.another("Bea", email="bea@example.org", time_zone=zone)
    publish(stage, {stage.ask(one, bea): (slots[0], 1)})
    return stage, one, bea
