"""The clocks of 7-1-7 and what is due next, as plain functions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citybricks.network.life import NotPossibleError
from citybricks.services.schoolhealth.signals.domain import clocks, life
from citybricks.services.schoolhealth.signals.domain.clocks import Moment
from citybricks.services.schoolhealth.signals.domain.life import IncompleteError, Written
from citybricks.services.schoolhealth.signals.vocabulary import OPEN, Risk, State

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@st.composite
def courses(draw: st.DrawFn) -> tuple[str, list[Moment]]:
    """Draw what may be done with a signal, step by step, and where it leads."""
    state, at = str(State.SIGNAL), NOON
    done: list[Moment] = []
    for _step in range(draw(st.integers(0, 12))):
        possible = life.LIFE.actions(state)
        if not possible:
            break
        action = draw(st.sampled_from(possible))
        at += timedelta(minutes=draw(st.integers(0, 20_000)))
        state = life.LIFE.step(state, action).to
        done.append(Moment(action, at))
    return state, done


@given(courses(), st.integers(0, 40))
def test_no_clock_runs_backwards_and_each_stands_as_its_times_say(
    course: tuple[str, list[Moment]], early: int
) -> None:
    _state, done = course
    now = (done[-1].at if done else NOON) + DAY
    for one in clocks.clocks(NOON - early * DAY, NOON, done, now):
        if one.start is None or one.due is None:
            assert one.standing == "waiting"
            continue
        assert one.end is None or one.end >= one.start
        late = (one.end or now) > one.due
        expected = {(False, False): "running", (False, True): "overdue"}
        expected |= {(True, False): "met", (True, True): "missed"}
        assert one.standing == expected[one.end is not None, late]


@given(courses())
def test_something_is_due_while_a_signal_is_open_and_nothing_afterwards(
    course: tuple[str, list[Moment]],
) -> None:
    state, done = course
    due = clocks.next_due(state, NOON, done)
    assert (due is not None) == (state in OPEN)


@given(courses())
def test_a_signal_is_event_or_discarded_only_after_it_was_verified(
    course: tuple[str, list[Moment]],
) -> None:
    _state, done = course
    names = [each.action for each in done if each.action != "note"]
    order = ["triage", "verify", "confirm", "assess", "respond", "close"]
    steps = [order.index(name) for name in names if name in order]
    assert all(later >= earlier for earlier, later in pairwise(steps))
    if "discard" in names or "confirm" in names:
        assert names[:2] == ["triage", "verify"]


def test_nothing_leads_out_of_the_last_states() -> None:
    for state in set(State.values) - set(OPEN):
        assert life.LIFE.actions(state) == ()
        with pytest.raises(NotPossibleError):
            life.LIFE.step(state, "note")
    assert life.LIFE.states() == frozenset(State.values)


def test_seven_one_seven_is_kept_by_who_is_in_time_and_by_nobody_else() -> None:
    done = [Moment("triage", NOON + timedelta(hours=23)), Moment("verify", NOON + DAY)]
    done += [Moment("confirm", NOON + DAY), Moment("assess", NOON + DAY)]
    quick = [*done, Moment("respond", NOON + 7 * DAY)]
    slow = [*done, Moment("respond", NOON + 9 * DAY)]
    assert clocks.passed(clocks.clocks(NOON - 7 * DAY, NOON, quick, NOON + 20 * DAY)) is True
    assert clocks.passed(clocks.clocks(NOON - 7 * DAY, NOON, slow, NOON + 20 * DAY)) is False
    assert clocks.passed(clocks.clocks(NOON - 8 * DAY, NOON, quick, NOON + 20 * DAY)) is False
    assert clocks.passed(clocks.clocks(NOON - 7 * DAY, NOON, done, NOON + 2 * DAY)) is None


def test_a_signal_has_to_be_verified_within_24_hours() -> None:
    for done in ([], [Moment("triage", NOON + timedelta(hours=3))]):
        state = State.TRIAGED if done else State.SIGNAL
        assert clocks.next_due(state, NOON, done) == NOON + timedelta(hours=24)
    *_seven, verify = clocks.clocks(NOON, NOON, [], NOON + timedelta(hours=25))
    assert verify.standing == "overdue"


@pytest.mark.parametrize(
    ("action", "written", "field"),
    [
        ("confirm", Written(), "evidence"),
        ("discard", Written(evidence="Nobody is ill."), "reason"),
        ("discard", Written(reason="chance"), "evidence"),
        ("assess", Written(impact=3, confidence="low"), "likelihood"),
        ("assess", Written(likelihood=3, impact=6, confidence="low"), "impact"),
        ("assess", Written(likelihood=3, impact=3), "confidence"),
        ("close", Written(evidence="  "), "evidence"),
    ],
)
def test_what_is_missing_is_named(action: str, written: Written, field: str) -> None:
    with pytest.raises(IncompleteError) as error:
        life.check(action, written)
    assert error.value.field == field


@given(st.integers(1, 5), st.integers(1, 5))
def test_risk_does_not_fall_when_likelihood_or_impact_rise(likelihood: int, impact: int) -> None:
    order = list(Risk)
    here = order.index(life.risk(likelihood, impact))
    assert order.index(life.risk(min(likelihood + 1, 5), impact)) >= here
    assert order.index(life.risk(likelihood, min(impact + 1, 5))) >= here


def test_the_corners_of_the_risk_matrix() -> None:
    assert life.risk(1, 1) == Risk.LOW
    assert life.risk(5, 5) == Risk.VERY_HIGH
    assert life.risk(1, 5) == life.risk(5, 1) == Risk.MODERATE
