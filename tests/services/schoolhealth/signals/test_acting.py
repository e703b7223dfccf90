"""A signal goes from hand to hand: who may, what is written down, who is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from citybricks.network.life import NotPossibleError
from citybricks.network.notices.domain.wording import said
from citybricks.network.notices.models import Notice
from citybricks.services.appending import AppendOnlyError
from citybricks.services.schoolhealth.signals.domain import acting, learning, mornings
from citybricks.services.schoolhealth.signals.domain.duties import tasks
from citybricks.services.schoolhealth.signals.domain.learning import Outcome
from citybricks.services.schoolhealth.signals.domain.life import IncompleteError, Written
from citybricks.services.schoolhealth.signals.models import Signal
from citybricks.services.schoolhealth.signals.vocabulary import State
from tests.services.schoolhealth.scene import MONDAY, Scene
from tests.services.schoolhealth.signals.weeks import at, outbreak, signal

SEEN = Written(evidence="The nurse counted nine with a cough.")
RISK = Written(likelihood=3, impact=2, confidence="medium")
CLOSED = Written(evidence="No new case for two weeks.")
PATH = (
    ("triage", "epidemiologist", Written(), State.TRIAGED),
    ("verify", "health_centre", Written(), State.VERIFYING),
    ("confirm", "epidemiologist", SEEN, State.EVENT),
    ("assess", "health_centre", RISK, State.ASSESSED),
    ("respond", "board", SEEN, State.RESPONDING),
    ("close", "board", CLOSED, State.CLOSED),
)


@pytest.fixture
def found(scene: Scene) -> Signal:
    """The signal of a class."""
    outbreak(scene)
    return signal(scene)


def test_a_signal_goes_all_the_way_and_every_step_is_written_down(
    scene: Scene, found: Signal
) -> None:
    for action, role, written, state in PATH:
        found = acting.act(found, action, scene.people[role], written)
        assert found.state == state
    steps = list(found.transitions.order_by("at", "pk"))
    assert [step.action for step in steps] == ["detect", *(each[0] for each in PATH)]
    assert [step.by for step in steps[1:]] == [scene.people[each[1]] for each in PATH]
    assert steps[-1].evidence == CLOSED.evidence
    assert found.next_due is None
    assert all(step.next_due for step in steps[:-1])


def test_what_was_written_down_stays(found: Signal) -> None:
    (step,) = found.transitions.all()
    step.evidence = "Nothing was ever seen."
    with pytest.raises(AppendOnlyError):
        step.save()


def test_who_verifies_finds_the_signal_among_the_tasks_of_the_day(
    scene: Scene, found: Signal
) -> None:
    del found
    waiting = Signal.objects.filter(state=State.SIGNAL).count()
    (task,) = [one for one in tasks(scene.people["epidemiologist"], scene.city) if not one.done]
    assert task.text.startswith(f"{waiting} signal")
    assert list(tasks(scene.people["teacher"], scene.city)) == []


@pytest.mark.parametrize("role", ["teacher", "nurse", "doctor", "board", "administrator"])
def test_only_health_centre_and_epidemiologist_verify(
    scene: Scene, found: Signal, role: str
) -> None:
    with pytest.raises(PermissionDenied):
        acting.act(found, "triage", scene.people[role])
    assert "triage" not in acting.possible(found, scene.people[role])


@pytest.mark.parametrize("role", ["teacher", "nurse", "doctor", "board", "epidemiologist"])
def test_whoever_sees_the_class_adds_evidence(scene: Scene, found: Signal, role: str) -> None:
    acting.act(found, "note", scene.people[role], SEEN)
    assert found.transitions.filter(action="note", by=scene.people[role]).exists()


def test_superusers_without_a_post_may_nothing(scene: Scene, found: Signal) -> None:
    assert acting.possible(found, scene.people["secretariat"]) == []


def test_a_step_that_is_not_possible_is_refused_and_nothing_is_written(
    scene: Scene, found: Signal
) -> None:
    with pytest.raises(NotPossibleError):
        acting.act(found, "confirm", scene.people["epidemiologist"], SEEN)
    assert [step.action for step in found.transitions.all()] == ["detect"]


def test_a_discarded_signal_says_why(scene: Scene, found: Signal) -> None:
    who = scene.people["epidemiologist"]
    found = acting.act(acting.act(found, "triage", who), "verify", who)
    with pytest.raises(IncompleteError):
        acting.act(found, "discard", who, SEEN)
    found = acting.act(found, "discard", who, Written(evidence="Sports day.", reason="not_ill"))
    assert (found.state, found.reason) == (State.DISCARDED, "not_ill")


def test_children_move_with_what_they_were_merged_into(scene: Scene, found: Signal) -> None:
    who = scene.people["epidemiologist"]
    others = [_copy(found, "west"), _copy(found, "east")]
    acting.act(found, "merge", who, into=others[0])
    acting.act(others[0], "merge", who, into=others[1])
    found.refresh_from_db()
    assert found.merged_into == others[1]
    assert set(others[1].children.all()) == {found, others[0]}
    with pytest.raises(IncompleteError):
        acting.act(others[1], "merge", who, into=others[0])
    with pytest.raises(IncompleteError):
        acting.act(others[1], "merge", who, into=others[1])


def _copy(found: Signal, school: str) -> Signal:
    made = Signal.objects.get(pk=found.pk)
    made.pk, made.level, made.school_class = (
        f"{found.pk[:-4]}{school.upper()[:2]}00",
        "school",
        None,
    )
    made.school = found.city.schools.get(code=school)
    made._state.adding = True
    made.save(force_insert=True)
    return made


def test_notices_name_a_place_and_never_more(scene: Scene, found: Signal) -> None:
    told = Notice.objects.filter(kind="schoolhealth.detect")
    people = {notice.person.name for notice in told}
    assert people == {"health_centre", "epidemiologist"}
    (words,) = {said(notice, "en") for notice in told if found.pk in notice.url}
    assert words == "A signal waits to be verified within 24 hours: 東小学校 1-A"


def test_who_verifies_is_reminded_once_after_24_hours(scene: Scene, found: Signal) -> None:
    assert mornings.remind(at(MONDAY, 13)) == 0
    late = at(MONDAY, 13) + timedelta(days=1)
    assert mornings.remind(late) == mornings.remind(late) > 0
    told = Notice.objects.filter(kind="schoolhealth.overdue", person=scene.people["health_centre"])
    assert told.count() == Signal.objects.filter(state=State.SIGNAL).count()


def test_alarm_quality_is_learned_from_what_verification_found(scene: Scene, found: Signal) -> None:
    who = scene.people["epidemiologist"]
    for action in ("triage", "verify"):
        found = acting.act(found, action, who)
    acting.act(found, "confirm", who, SEEN)
    other = Signal.objects.exclude(pk=found.pk).get(level="school", merged_into=None)
    acting.act(other, "merge", who, into=found)
    outcomes = learning.outcomes_of(scene.city)
    quality = {one.level: one for one in learning.qualities(outcomes, 2)}["school"]
    assert (quality.events, quality.discarded) == (1, 0)
    quality = {one.level: one for one in learning.qualities(outcomes, 2)}["class"]
    assert (quality.events, quality.discarded, quality.ppv) == (1, 0, 1.0)
    assert learning.suggested([quality], 4.0) is None


def test_a_budget_is_suggested_by_predictive_value_and_load() -> None:
    now = timezone.now()

    def outcomes(real: int, none: int, weeks: int) -> list[Outcome]:
        count = real + none
        return [
            Outcome("daily", "city", at < real, 1.0, now + timedelta(weeks=weeks) * at / count)
            for at in range(count)
        ]

    good = learning.qualities(outcomes(9, 3, 50), 2)
    poor = learning.qualities(outcomes(3, 9, 50), 2)
    many = learning.qualities(outcomes(90, 10, 3), 2)
    assert learning.suggested(good, 4.0) == pytest.approx(6.0)
    assert learning.suggested(poor, 4.0) == pytest.approx(2.0)
    assert (learning.suggested(many, 4.0) or 9) < 4.0


def test_wilsons_interval_is_that_of_the_textbook() -> None:
    """Of 81 of 263: Newcombe, Stat Med 17, 1998, 857-872, method 3."""
    low, high = learning.wilson(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
