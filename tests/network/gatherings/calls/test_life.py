"""How a proposal moves: only along the table, only by whom may, and authors are told."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from citybricks.network.content.text import Text
from citybricks.network.gatherings.calls.domain import life
from citybricks.network.gatherings.calls.domain.completeness import MissingError
from citybricks.network.gatherings.calls.models import Proposal
from citybricks.network.gatherings.calls.vocabulary import State
from citybricks.network.gatherings.hosting.models import Post
from citybricks.network.gatherings.programme.models import Talk
from citybricks.network.life import NotPossibleError
from citybricks.network.notices.models import Notice
from tests.network.gatherings.calls.calling import Calling

LETTER = Text.of("en", "Dear colleagues")


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


def test_only_authors_hand_in_and_withdraw_and_only_organisers_decide() -> None:
    for steps in life.LIFE.steps.values():
        for action, step in steps.items():
            own = action in ("submit", "withdraw")
            assert step.permission == ("calls.write" if own else "calls.decide")


def test_what_is_accepted_is_a_talk_of_the_programme(calling: Calling) -> None:
    proposal = calling.proposal()
    done = life.act(proposal, "accept", calling.people["organiser"], letter=LETTER)
    talk = Talk.objects.get()
    assert (done.taken, talk.source) == (talk.pk, f"call:{proposal.pk}")
    assert (talk.track.code, talk.minutes) == ("energy", 20)  # type: ignore[union-attr] # it has one
    assert [one.email for one in talk.speakers.all()] == ["participant@cities.example"]
    told = Notice.objects.get(person=calling.people["participant"])
    assert told.kind == "proposal.accept"


def test_who_withdraws_what_was_accepted_leaves_the_programme(calling: Calling) -> None:
    proposal = calling.proposal()
    life.act(proposal, "accept", calling.people["organiser"], letter=LETTER)
    life.act(proposal, "withdraw", calling.people["participant"])
    assert Talk.objects.get().standing == "cancelled"
    assert Notice.objects.filter(person=calling.people["organiser"]).count() == 1
    states = list(Proposal.history.order_by("history_id").values_list("state", flat=True))
    assert states == ["submitted", "accepted", "withdrawn"]


def test_accepted_into_another_track_it_is_there(calling: Calling) -> None:
    proposal = calling.proposal()
    life.act(proposal, "accept", calling.people["organiser"], track="water", letter=LETTER)
    assert Talk.objects.get().track.code == "water"  # type: ignore[union-attr] # it has one


@pytest.mark.parametrize(
    ("track", "said"),
    [("", "Say into which"), ("energy", "already"), ("ports", "no track “ports”")],
)
def test_a_move_needs_another_track(calling: Calling, track: str, said: str) -> None:
    with pytest.raises(MissingError, match=said):
        life.act(calling.proposal(), "move", calling.people["organiser"], track=track)


def test_an_organiser_does_not_decide_what_is_their_own(calling: Calling) -> None:
    organiser = calling.people["organiser"]
    proposal = calling.proposal(author=organiser)
    with pytest.raises(PermissionDenied):
        life.act(proposal, "accept", organiser, letter=LETTER)
    Post.objects.create(gathering=calling.scene.gathering, user=calling.people["outsider"])
    assert life.act(proposal, "accept", calling.people["outsider"]).state == State.ACCEPTED


def test_after_the_deadline_nothing_is_handed_in_but_withdrawn(calling: Calling) -> None:
    draft, proposal = calling.proposal(State.DRAFT), calling.proposal()
    calling.close()
    author = calling.people["participant"]
    with pytest.raises(MissingError, match="deadline"):
        life.act(draft, "submit", author)
    assert life.possible(draft, author) == []
    assert life.act(proposal, "withdraw", author).state == State.WITHDRAWN
