"""How a listing moves: only along the table, only by whom may, and never without a trace."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from citybricks.network.content.text import Text
from citybricks.network.exchange.domain import life
from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.vocabulary import State
from citybricks.network.life import NotPossibleError
from citybricks.network.notices.models import Notice
from tests.network.exchange.scene import Scene


@given(st.lists(st.sampled_from(sorted(life.NAMES)), max_size=12))
def test_whatever_is_asked_the_state_is_one_of_the_table(actions: list[str]) -> None:
    state = State.DRAFT.value
    for action in actions:
        try:
            state = life.LIFE.step(state, action).to
        except NotPossibleError:
            assert action not in life.LIFE.actions(state)
    assert state in State.values


def test_every_state_can_be_reached_and_every_action_has_a_name() -> None:
    assert life.LIFE.states() == set(State)
    named = {action for steps in life.LIFE.steps.values() for action in steps}
    assert named == set(life.NAMES)
    assert set(life.GUARDS) <= named


def test_nothing_leads_out_of_closed() -> None:
    assert life.LIFE.actions(State.CLOSED) == ()


def test_a_draft_is_checked_published_matched_and_closed_and_each_step_is_kept(
    scene: Scene,
) -> None:
    officer, desk = scene.people["officer"], scene.people["secretariat"]
    listing = scene.listing("draft")
    life.act(listing, "submit", officer)
    life.act(listing, "approve", desk)
    life.act(listing, "match", officer)
    life.act(listing, "start", officer)
    said = life.Said(outcome="二号区已运行", language="zh-Hans")
    closed = life.act(listing, "close", officer, said)
    assert closed.state == State.CLOSED
    assert closed.outcome == Text(language="zh-Hans", text="二号区已运行")
    assert closed.published is not None
    states = list(closed.history.order_by("history_id").values_list("state", flat=True))
    assert states == ["draft", "checking", "published", "matched", "project", "closed"]


def test_who_may_not_is_refused_and_nothing_changes(scene: Scene) -> None:
    listing = scene.listing("checking")
    with pytest.raises(PermissionDenied):
        life.act(listing, "approve", scene.people["admin"])
    assert Listing.objects.get().state == State.CHECKING


def test_an_offer_without_a_title_in_both_languages_is_refused(scene: Scene) -> None:
    listing = scene.listing("draft", title=Text(language="zh-Hans", text="路灯节能"))
    with pytest.raises(life.MissingError) as refused:
        life.act(listing, "submit", scene.people["officer"])
    assert set(refused.value.problems) == {"title"}


def test_sending_back_asks_for_a_reason_which_the_writers_are_told(scene: Scene) -> None:
    listing, desk = scene.listing("checking"), scene.people["secretariat"]
    with pytest.raises(life.MissingError, match="changed"):
        life.act(listing, "return", desk)
    back = life.act(listing, "return", desk, life.Said(reason="Which lamps?"))
    assert (back.state, back.returned) == (State.DRAFT, "Which lamps?")
    told = set(
        Notice.objects.filter(kind="listing.returned").values_list("person__name", flat=True)
    )
    assert told == {"Officer", "Admin"}


def test_closing_asks_for_the_outcome(scene: Scene) -> None:
    with pytest.raises(life.MissingError, match="came of it"):
        life.act(scene.listing(), "close", scene.people["officer"])


def test_what_is_archived_is_renewed_for_a_year_or_until_a_day_that_lies_ahead(
    scene: Scene,
) -> None:
    officer, today = scene.people["officer"], timezone.localdate()
    listing = scene.listing("archived", reminded=7, expires=today - timedelta(days=1))
    with pytest.raises(life.MissingError, match="ahead"):
        life.act(listing, "renew", officer, life.Said(expires=today))
    renewed = life.act(listing, "renew", officer)
    assert (renewed.state, renewed.reminded) == (State.PUBLISHED, None)
    assert renewed.expires == today + timedelta(days=365)


def test_an_action_that_is_not_possible_says_what_is(scene: Scene) -> None:
    with pytest.raises(NotPossibleError) as refused:
        life.act(scene.listing("draft"), "approve", scene.people["secretariat"])
    assert refused.value.possible == ("submit",)
