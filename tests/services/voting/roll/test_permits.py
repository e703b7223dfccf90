"""Permits: one ballot each, the first channel wins, and nothing joins voter and ballot."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import settings as effort
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from citybricks.services.voting.roll.domain import desk, permits, tokens
from citybricks.services.voting.roll.domain.desk import DeskError
from citybricks.services.voting.roll.domain.permits import PermitError
from citybricks.services.voting.roll.models import Permit, Voter
from tests.services.voting.roll.scene import Scene, settle


def use(scene: Scene, permit: str, *, known: bool) -> None:
    permits.use(scene.election.uuid, permit, known)


def refusal(scene: Scene, permit: str, *, known: bool) -> str:
    """Return why a ballot is not let through."""
    with pytest.raises(PermitError) as refused:
        use(scene, permit, known=known)
    assert refused.value.en != refused.value.zh
    return refused.value.code


def test_a_permit_lets_one_ballot_through_and_marks_the_roll(scene: Scene) -> None:
    permit = permits.issue(scene.voter("A1"))
    use(scene, permit, known=False)
    voter = scene.voter("A1")
    assert (voter.voted, voter.voted_on) == ("online", timezone.localdate())
    assert refusal(scene, permit, known=True) == "unknown"
    assert not Permit.objects.exists()


def test_a_second_permit_only_lets_a_credential_through_that_is_on_the_board(scene: Scene) -> None:
    use(scene, permits.issue(scene.voter("A1")), known=False)
    permit = permits.issue(scene.voter("A1"))
    assert refusal(scene, permit, known=False) == "second credential"
    use(scene, permit, known=True)


def test_a_first_permit_never_replaces_anothers_vote(scene: Scene) -> None:
    permit = permits.issue(scene.voter("A1"))
    assert refusal(scene, permit, known=True) == "credential of another"
    assert scene.voter("A1").voted == ""
    use(scene, permit, known=False)


def test_a_new_permit_makes_the_earlier_one_void(scene: Scene) -> None:
    first, second = (permits.issue(scene.voter("A1")) for _ in range(2))
    assert refusal(scene, first, known=False) == "unknown"
    use(scene, second, known=False)


def test_a_permit_is_of_one_election(scene: Scene) -> None:
    permit = permits.issue(scene.voter("A1"))
    with pytest.raises(PermitError):
        permits.use("another", permit, False)


def test_a_permit_expires_with_an_hour_of_the_clock(scene: Scene) -> None:
    permit = permits.issue(scene.voter("A1"))
    expires = Permit.objects.get().expires
    assert (expires.minute, expires.second, expires.microsecond) == (0, 0, 0)
    assert expires - timezone.now() > timedelta(minutes=59)
    Permit.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert refusal(scene, permit, known=False) == "unknown"


def test_who_votes_on_paper_gets_no_permit(scene: Scene) -> None:
    with pytest.raises(PermitError) as refused:
        permits.issue(scene.voter("D4"))
    assert refused.value.code == "channel"


@pytest.mark.parametrize("channel", ["paper", "post"])
def test_who_is_marked_at_the_desk_gets_no_permit_and_loses_the_one_they_had(
    scene: Scene, channel: str
) -> None:
    permit = permits.issue(scene.voter("A1"))
    desk.mark(scene.voter("A1"), channel, scene.people["clerk"])
    assert refusal(scene, permit, known=False) == "unknown"
    with pytest.raises(PermitError) as refused:
        permits.issue(scene.voter("A1"))
    assert refused.value.code == "paper"


def test_a_token_of_the_desk_is_good_for_one_permit(scene: Scene) -> None:
    token = tokens.print_for(scene.voter("C3"), scene.people["clerk"])
    permit = permits.for_token(scene.election, token.lower().replace("-", " "))
    use(scene, permit, known=False)
    assert scene.voter("C3").voted == "online"
    with pytest.raises(PermitError):
        permits.for_token(scene.election, token)


def test_nothing_is_given_while_the_vote_is_not_open(scene: Scene) -> None:
    token = tokens.print_for(scene.voter("C3"), scene.people["clerk"])
    scene.move("closed")
    for ask in (
        lambda: permits.for_token(scene.election, token),
        lambda: permits.for_code(scene.election, "A1", "12345678"),
        lambda: permits.request(scene.election, "A1"),
    ):
        with pytest.raises(PermitError) as refused:
            ask()
        assert refused.value.code == "closed"


VOTERS = st.sampled_from(["A1", "B2", "C3", "D4"])
CREDENTIALS = st.sampled_from(["a", "b", "c", "d", "spare"])


class Channels(RuleBasedStateMachine):
    """Anybody does anything in any order; the board takes what permits let through."""

    def __init__(self) -> None:
        super().__init__()
        Voter.objects.all().delete()
        self.scene = settle_anew()
        self.board: set[str] = set()
        self.permits: list[str] = []

    @rule(who=VOTERS)
    def get_a_permit(self, who: str) -> None:
        """A voter shows who they are."""
        try:
            self.permits.append(permits.issue(self.scene.voter(who)))
        except PermitError:
            assert self.scene.voter(who).voted in ("paper", "post") or who == "D4"

    @rule(at=st.integers(0, 5), credential=CREDENTIALS)
    def cast(self, at: int, credential: str) -> None:
        """A ballot comes with some permit that was given, used or not, and some credential."""
        if not self.permits:
            return
        permit = self.permits[-1 - at % len(self.permits)]
        try:
            permits.use(self.scene.election.uuid, permit, credential in self.board)
        except PermitError:
            return
        self.board.add(credential)

    @rule(who=VOTERS, voted=st.sampled_from(["paper", "post"]))
    def come_to_the_desk(self, who: str, voted: str) -> None:
        """A voter is marked."""
        before = self.scene.voter(who).voted
        try:
            desk.mark(self.scene.voter(who), voted, None)
        except DeskError:
            assert before or who == "B2"
        else:
            assert not before

    @rule(who=VOTERS)
    def undo(self, who: str) -> None:
        """A mark is taken back."""
        before = self.scene.voter(who).voted
        try:
            desk.undo(self.scene.voter(who), None, "wrong person")
        except DeskError:
            assert before in ("", "online")

    @invariant()
    def there_are_as_many_credentials_on_the_board_as_marks(self) -> None:
        """So nobody votes twice, and no vote is on the board for which nobody was there."""
        online = Voter.objects.filter(election=self.scene.election, voted="online").count()
        assert len(self.board) == online

    @invariant()
    def nobody_has_more_than_one_permit(self) -> None:
        """A permit is of somebody who may still vote online."""
        for permit in Permit.objects.select_related("voter"):
            assert permit.voter.voted in ("", "online")


def settle_anew() -> Scene:
    """Make another election; officials are nobody's business here."""
    from citybricks.network.members.models import User

    User.objects.all().delete()
    return settle()


@pytest.mark.django_db
def test_never_are_more_credentials_on_the_board_than_marks_on_the_roll() -> None:
    run_state_machine_as_test(
        Channels, settings=effort(max_examples=25, stateful_step_count=30, deadline=None)
    )
