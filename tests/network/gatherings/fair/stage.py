"""A fair with slots and people who ask for each other, in tests of fairs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from citybricks.network.gatherings.fair.domain import life, planning, requesting, setting
from citybricks.network.gatherings.fair.models import Fair, Meeting, Request, Slot
from citybricks.network.gatherings.hosting.domain import planning as hosting
from tests.network.gatherings.scene import Scene, held

NINE = datetime(2023, 11, 18, 1, tzinfo=UTC)
"""Nine in the morning in Shanghai."""


@dataclass
class Stage:
    """A fair of the scene's gathering."""

    scene: Scene
    fair: Fair

    @property
    def slug(self) -> str:
        """Short name of the gathering."""
        return str(self.scene.gathering.slug)

    def slots(self, count: int = 4, tables: int = 2) -> list[Slot]:
        """Add half an hour after half an hour from nine on."""
        half = timedelta(minutes=30)
        spans = [(NINE + at * half, NINE + (at + 1) * half) for at in range(count)]
        return setting.add_slots(self.fair, spans, tables)

    def people(self, count: int, **values: Any) -> list[Any]:
        """Register people without accounts, called P0, P1 and so on."""
        given = {"time_zone": "Asia/Shanghai", "languages": ["en"], **values}
        return [self.scene.another(f"P{at}", **given) for at in range(count)]

    def ask(self, by: Any, of: Any, **values: Any) -> Request:
        """Ask for a meeting."""
        given = {"reason": "Benches.", **values}
        return requesting.ask(self.scene.gathering, by, of, **given)

    def act(self, action: str) -> Fair:
        """Move the fair on, as its organiser."""
        self.fair = life.act(self.fair, action, self.scene.people["organiser"])
        return self.fair

    def plan(self) -> Fair:
        """Have the brick plan it, and wait for that."""
        work = planning.begin(self.fair, self.scene.people["organiser"])
        hosting.work_out(work.pk)
        work.refresh_from_db()
        assert work.state == "done", work.problems
        self.fair.refresh_from_db()
        return self.fair

    def meeting(self, request: Request) -> Meeting:
        """Return the meeting of a request."""
        return Meeting.objects.get(request=request)


def staged(**values: Any) -> Stage:
    """Write a gathering with a fair that is open."""
    scene = held(**values)
    return Stage(scene, setting.fair_of(scene.gathering))


def planned(people: int = 6, slots: int = 4, tables: int = 2) -> tuple[Stage, list[Any]]:
    """Write a fair in which each asks the next two, planned by the brick."""
    stage = staged()
    stage.slots(slots, tables)
    there = stage.people(people)
    for at, one in enumerate(there):
        for further in (1, 2):
            other = there[(at + further) % people]
            if other.pk != one.pk and not setting.live_between(stage.fair, (one.pk, other.pk)):
                stage.ask(one, other)
    stage.act("freeze")
    stage.plan()
    return stage, there
