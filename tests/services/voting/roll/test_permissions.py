"""Who is let in where voters are named."""

from __future__ import annotations

import pytest
from rules.permissions import has_perm

from citybricks.network.members.models import Member
from citybricks.services.voting.elections.models import Election, Official
from citybricks.services.voting.elections.vocabulary import Role
from tests.services.voting.roll.scene import Scene

RULES = {
    "voting_roll.edit": {"admin"},
    "voting_roll.read": {"admin", "auditor"},
    "voting_roll.reconcile": {"admin", "clerk", "auditor"},
    "voting_roll.desk": {"clerk"},
    "voting_registrar.act": {"registrar"},
}


@pytest.fixture
def member(scene: Scene) -> Member:
    """A city that does not hold the election."""
    return Member.objects.create(slug="osaka", names={"en": "Osaka"})


@pytest.mark.django_db
@pytest.mark.parametrize("rule", RULES)
def test_each_office_may_what_it_is_for(scene: Scene, rule: str) -> None:
    allowed = {
        office for office, user in scene.people.items() if has_perm(rule, user, scene.election)
    }
    assert allowed == RULES[rule]


@pytest.mark.django_db
@pytest.mark.parametrize("rule", RULES)
def test_a_program_that_acts_for_another_city_may_nothing(
    scene: Scene, member: Member, rule: str
) -> None:
    for user in scene.people.values():
        user.acting_for = member
        assert not has_perm(rule, user, scene.election)


@pytest.mark.django_db
def test_an_office_in_one_election_opens_no_other(scene: Scene) -> None:
    other = Election.objects.create(city="tsukuba", title=scene.election.title)
    assert not has_perm("voting_roll.read", scene.people["admin"], other)
    Official.objects.create(election=other, user=scene.people["admin"], role=Role.AUDITOR)
    assert has_perm("voting_roll.read", scene.people["admin"], other)
    assert not has_perm("voting_roll.edit", scene.people["admin"], other)
