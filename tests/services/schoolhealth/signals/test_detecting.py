"""A look at a morning raises signals that come out the same whenever they are computed again."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from citybricks.services.schoolhealth.daily.domain.checking import Entry
from citybricks.services.schoolhealth.daily.domain.entering import enter
from citybricks.services.schoolhealth.schools.models import Term
from citybricks.services.schoolhealth.signals.domain import dashboard, detecting, mornings
from citybricks.services.schoolhealth.signals.models import Run, Signal
from tests.services.schoolhealth.scene import MONDAY, Scene
from tests.services.schoolhealth.signals.weeks import (
    ILL,
    at,
    outbreak,
    past,
    report,
    signal,
)


def test_a_class_in_which_many_are_ill_is_a_signal(scene: Scene) -> None:
    run = outbreak(scene)
    found = signal(scene)
    assert (found.level, found.syndrome, found.observed) == ("class", "respiratory", 9.0)
    assert found.p is not None
    assert found.p < 0.001
    assert found.emerged_on == MONDAY
    assert run.signals_made == Signal.objects.filter(merged_into=None).count()


def test_an_ordinary_morning_raises_nothing(scene: Scene) -> None:
    past(scene)
    report(scene, MONDAY)
    run = detecting.look(scene.city, MONDAY, at=at(MONDAY, 12))
    assert run.units > 0
    assert not Signal.objects.exists()


def test_without_four_weeks_of_reports_it_is_said_that_there_is_no_baseline(scene: Scene) -> None:
    past(scene, days=10)
    report(scene, MONDAY, ill=20)
    run = detecting.look(scene.city, MONDAY, at=at(MONDAY, 12))
    codes = {note["code"] for note in run.notes}
    assert "no_baseline" in codes
    assert not Signal.objects.exists()


def test_one_case_of_measles_is_enough_on_the_first_day(scene: Scene) -> None:
    lines = [Entry("rash", "measles", 1, 1, 1)]
    enter(scene.classes["west 1-A"], MONDAY, lines, at=at(MONDAY))
    detecting.look(scene.city, MONDAY, at=at(MONDAY, 12))
    (found,) = Signal.objects.all()
    assert (found.method, found.diagnosis, found.level) == ("one-case", "measles", "school")
    assert found.school == scene.schools["west"]


def test_a_signal_is_computed_again_to_the_last_digit_also_after_a_correction(
    scene: Scene,
) -> None:
    outbreak(scene)
    report(scene, MONDAY, ill=0, hour=15, only=ILL)
    for found in Signal.objects.all():
        assert detecting.again(found).same
    assert detecting.look(scene.city, MONDAY, at=at(MONDAY, 16)).alarms == 0


def test_a_signal_that_was_tampered_with_does_not_come_out_again(scene: Scene) -> None:
    outbreak(scene)
    found = signal(scene)
    Signal.objects.filter(pk=found.pk).update(observed=12.0)
    found.refresh_from_db()
    outcome = detecting.again(found)
    assert not outcome.same
    assert outcome.different == ["observed"]


def test_what_rings_again_is_merged_while_somebody_works_on_it(scene: Scene) -> None:
    outbreak(scene)
    first = signal(scene)
    tuesday = MONDAY + timedelta(days=1)
    report(scene, tuesday, ill=11)
    run = detecting.look(scene.city, tuesday, at=at(tuesday, 12))
    assert run.alarms > 0
    children = Signal.objects.filter(school_class=scene.classes[ILL], day=tuesday)
    assert [child.merged_into for child in children] == [first]
    again = detecting.look(scene.city, tuesday, at=at(tuesday, 13))
    assert again.signals_made == 0
    assert children.count() == 1


def test_a_city_is_looked_at_once_after_its_deadline(scene: Scene) -> None:
    past(scene)
    report(scene, MONDAY)
    assert mornings.look_at_all(at(MONDAY, 11)) == []
    (run,) = mornings.look_at_all(at(MONDAY, 13))
    assert (run.city, run.day) == (scene.city, MONDAY)
    assert mornings.look_at_all(at(MONDAY, 14)) == []


def test_a_city_that_no_longer_runs_it_is_left_alone(scene: Scene) -> None:
    scene.city.running = False
    scene.city.save()
    assert mornings.look_at_all(at(MONDAY, 13)) == []
    assert not Run.objects.exists()


@pytest.mark.parametrize("ill", [0, 2])
def test_fewer_than_three_ill_pupils_are_no_signal(scene: Scene, ill: int) -> None:
    outbreak(scene, ill=ill)
    assert not Signal.objects.filter(level="class").exists()


@pytest.mark.long
def test_with_a_year_of_reports_the_daily_model_looks_and_its_signal_comes_out_again(
    scene: Scene,
) -> None:
    Term.objects.filter(city=scene.city).update(first_day=MONDAY - timedelta(days=500))
    past(scene, days=480)
    report(scene, MONDAY, ill=14)
    detecting.look(scene.city, MONDAY, at=at(MONDAY, 12))
    found = Signal.objects.get(level="city")
    assert (found.method, found.syndrome, found.observed) == ("daily", "respiratory", 14.0)
    assert detecting.again(found).same
    shown = dashboard.build(scene.city, dashboard.Wish(MONDAY, 60, "respiratory"))
    assert shown.expected is not None
    assert shown.expected.method == "daily"
    assert MONDAY in shown.alarms
    sunday = shown.days.index(MONDAY - timedelta(days=1))
    assert np.isnan(shown.expected.mean[sunday])
    low, high = shown.expected.bands[-1]
    known = np.isfinite(shown.expected.mean)
    assert (low[known] <= high[known]).all()
