"""How applications and members move: every way through the states, and who may go it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from citybricks.network.life import NotPossibleError
from citybricks.network.members.domain import life
from citybricks.network.members.models import Application, Member, Staff, User
from citybricks.network.notices.models import Notice
from tests.network.members.scene import Scene, settle

ACTIONS = sorted({name for steps in life.APPLICATION.steps.values() for name in steps})
MOVES = sorted(life.STANDING)
ACTORS = ("applicant", "stranger", "officer", "secretariat")


class Walk(RuleBasedStateMachine):
    """Somebody does something with an application, or with a member, again and again."""

    def __init__(self) -> None:
        super().__init__()
        Member.objects.all().delete()
        Application.history.all().delete()
        User.objects.all().delete()
        self.scene = settle()
        self.application = self.scene.application()
        self.changes = self.application.history.count()

    @rule(
        action=st.sampled_from(ACTIONS),
        actor=st.sampled_from(ACTORS),
        why=st.sampled_from(["", " ", "Soon"]),
    )
    def answers(self, action: str, actor: str, why: str) -> None:
        before = Application.objects.get(pk=self.application.pk)
        step = life.APPLICATION.steps.get(before.state, {}).get(action)
        by = self.scene.people[actor]
        own = step is not None and step.permission == "members.own_application"
        may = actor == ("applicant" if own else "secretariat")
        told = action not in life.REASONED or bool(why.strip())
        try:
            life.answer(self.application, action, by, why)
        except NotPossibleError:
            assert step is None
        except PermissionDenied:
            assert step is not None
            assert not may
        except life.ReasonMissingError:
            assert may
            assert not told
        else:
            assert step is not None
            assert may
            assert told
            self.changes += 1

    @rule(action=st.sampled_from(MOVES), actor=st.sampled_from(ACTORS))
    def moves(self, action: str, actor: str) -> None:
        before = Member.objects.get(pk=self.application.member_id)
        possible = action in life.MEMBER.actions(before.state)
        try:
            life.move(before, action, self.scene.people[actor], "Because")
        except NotPossibleError:
            assert not possible
        except PermissionDenied:
            assert possible
            assert actor != "secretariat"
        else:
            assert possible
            assert actor == "secretariat"

    @invariant()
    def states_fit(self) -> None:
        one = Application.objects.select_related("member").get(pk=self.application.pk)
        if one.state in {"sent", "returned"}:
            assert one.member.state == "applied"
        elif one.state == "in-review":
            assert one.member.state == "in-review"
        elif one.state == "accepted":
            assert one.member.state in {"member", "suspended", "withdrawn"}
        assert one.history.count() == self.changes

    @invariant()
    def the_applicant_administers_what_was_accepted_only(self) -> None:
        one = Application.objects.get(pk=self.application.pk)
        posts = Staff.objects.filter(member=one.member_id, user=one.applicant, role="admin")
        assert posts.exists() == (one.state == "accepted")


class TestWalk(TestCase):  # type: ignore[misc] # it has no types
    """The state machine, each walk in a transaction that is taken back."""

    def test_every_walk_keeps_application_and_member_in_step(self) -> None:
        run_state_machine_as_test(
            Walk,
            settings=settings(
                max_examples=15,
                stateful_step_count=12,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )


def test_nothing_but_accepting_makes_a_listed_record_a_member() -> None:
    steps = life.MEMBER.steps["listed"]
    assert {step.to for name, step in steps.items() if name != "accept"} == {"listed", "withdrawn"}
    assert steps["accept"].to == "member"


def test_an_accepted_applicant_administers_the_member_and_is_told(scene: Scene) -> None:
    one, desk = scene.application(), scene.people["secretariat"]
    life.answer(one, "review", desk)
    life.answer(one, "accept", desk)
    applicant = scene.people["applicant"]
    assert applicant.has_perm("members.administer", Member.objects.get(pk=one.member_id))
    kinds = list(Notice.objects.filter(person=applicant).values_list("kind", flat=True))
    assert sorted(kinds) == ["application.accepted", "application.in-review"]


def test_a_listed_record_stays_public_whatever_becomes_of_the_application(scene: Scene) -> None:
    one, desk = scene.application(), scene.people["secretariat"]
    Member.objects.filter(pk=one.member_id).update(state="listed")
    for action, by in (
        ("review", desk),
        ("return", desk),
        ("resend", scene.people["applicant"]),
        ("review", desk),
        ("refuse", desk),
    ):
        life.answer(one, action, by, "Please send the letter of your mayor")
        assert Member.objects.get(pk=one.member_id).is_public


@pytest.mark.parametrize("action", sorted(life.REASONED & set(life.STANDING)))
def test_a_member_is_not_suspended_or_withdrawn_without_a_reason(scene: Scene, action: str) -> None:
    with pytest.raises(life.ReasonMissingError):
        life.move(scene.kobe, action, scene.people["secretariat"], "\n ")
    assert Member.objects.get(pk=scene.kobe.pk).state == "member"


def test_those_who_write_for_a_member_are_told_why_it_is_suspended(scene: Scene) -> None:
    life.move(scene.kobe, "suspend", scene.people["secretariat"], "No answer for two years")
    told = Notice.objects.filter(kind="member.suspended")
    assert {notice.person.email for notice in told} == {
        "officer@cities.example",
        "admin@cities.example",
    }
    assert {notice.arguments["reason"] for notice in told} == {"No answer for two years"}


def test_an_application_cannot_be_decided_as_a_members_standing(scene: Scene) -> None:
    one = scene.application("in-review")
    with pytest.raises(NotPossibleError):
        life.move(one.member, "accept", scene.people["secretariat"])
