"""Plans are worked out in the background: once at a time, with progress, and can be cancelled."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from citybricks.kernel.registry import bricks
from citybricks.network.errands.domain.errands import run_due
from citybricks.network.gatherings.hosting.domain import planning
from citybricks.network.gatherings.hosting.models import Planning
from tests.hub.data import LAMPS, READINGS
from tests.hub.lamps import count_lamps
from tests.network.gatherings.scene import Scene, held

pytestmark = pytest.mark.django_db
BRICK = "count-lamps"


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setitem(bricks, count_lamps.id, count_lamps)
    return held()


@pytest.fixture
def taken() -> Iterator[list[Any]]:
    """What the part `lamps` of a gathering has taken over."""
    found: list[Any] = []
    planning.after("lamps")(lambda _planning, outcome: found.append(outcome))
    yield found
    planning._after.pop("lamps")


def inputs() -> dict[str, Any]:
    return {"lamps": LAMPS, "readings": [READINGS]}


def test_a_plan_is_worked_out_and_taken_over(scene: Scene, taken: list[Any]) -> None:
    begun = planning.begin(scene.gathering, "lamps", BRICK, inputs(), scene.people["organiser"])
    assert begun.state == "owed"
    run_due()
    done = planning.latest(scene.gathering, "lamps")
    assert done is not None
    assert (done.state, done.share) == ("done", 1.0)
    assert taken == [planning.outcome_of(done)]


def test_two_plans_of_one_part_are_not_worked_out_at_once(scene: Scene) -> None:
    planning.begin(scene.gathering, "lamps", BRICK, inputs())
    with pytest.raises(planning.StillPlanningError):
        planning.begin(scene.gathering, "lamps", BRICK, inputs())
    planning.begin(scene.gathering, "other", BRICK, inputs())


def test_inputs_that_do_not_fit_are_refused_at_once(scene: Scene) -> None:
    with pytest.raises(ValidationError) as refused:
        planning.begin(scene.gathering, "lamps", BRICK, {})
    assert planning.words(BRICK, refused.value)
    assert not Planning.objects.exists()


def test_what_waits_is_cancelled_at_once_and_not_worked_out(scene: Scene, taken: list[Any]) -> None:
    begun = planning.begin(scene.gathering, "lamps", BRICK, inputs())
    planning.cancel(begun)
    assert begun.state == "cancelled"
    run_due()
    begun.refresh_from_db()
    assert begun.state == "cancelled"
    assert not taken


def test_what_runs_learns_that_it_is_to_be_cancelled(scene: Scene) -> None:
    row = Planning.objects.create(
        gathering=scene.gathering, part="lamps", brick=BRICK, key="0" * 64
    )
    Planning.objects.filter(pk=row.pk).update(state="running")
    reporter = planning.Reporter(row.pk)
    assert not reporter.cancelled()
    planning.cancel(row)
    assert row.state == "running"  # until the brick hears of it
    reporter.asked = time.monotonic() - 1
    assert reporter.cancelled()


def test_what_cannot_be_taken_over_has_failed_and_changes_nothing(scene: Scene) -> None:
    def refuse(_planning: Planning, _outcome: Any) -> None:
        scene.gathering.slug = "half-done"
        scene.gathering.save()
        raise RuntimeError("no room")

    planning.after("refused")(refuse)
    begun = planning.begin(scene.gathering, "refused", BRICK, inputs())
    run_due(1)
    begun.refresh_from_db()
    scene.gathering.refresh_from_db()
    assert begun.state == "failed"
    assert scene.gathering.slug == "shanghai-2023"
    planning._after.pop("refused")


def test_progress_is_written_at_most_twice_a_second(scene: Scene) -> None:
    row = Planning.objects.create(
        gathering=scene.gathering, part="lamps", brick=BRICK, key="0" * 64
    )
    reporter = planning.Reporter(row.pk)
    for share in (0.1, 0.2, 0.3):
        reporter.report(share, "Counting")
    row.refresh_from_db()
    assert row.share == 0.1
