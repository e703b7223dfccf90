"""Access tokens that act for one member only."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from citybricks.network.members.domain.people import (
    acting_for,
    issue_token,
    members_of,
    user_of_token,
)
from citybricks.network.members.models import AccessToken, Member, Staff, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def kobe() -> Member:
    return Member.objects.create(slug="kobe", names={"en": "Kobe"})


@pytest.fixture
def turin() -> Member:
    return Member.objects.create(slug="turin", names={"en": "Turin"})


@pytest.fixture
def person(kobe: Member, turin: Member) -> User:
    """An administrator of both."""
    user = User.objects.create_user("ana@cities.example")
    for member in (kobe, turin):
        Staff.objects.create(user=user, member=member, role=Staff.Role.ADMIN)
    return user


def called(user: User, member: Member | None) -> User:
    found = user_of_token(issue_token(user=user, name="script", member=member))
    assert found is not None
    return found


def test_a_token_for_one_member_does_nothing_for_another(
    person: User, kobe: Member, turin: Member
) -> None:
    caller = called(person, kobe)
    assert caller.has_perm("members.edit", kobe)
    assert not caller.has_perm("members.edit", turin)
    assert members_of(caller) == [kobe]


def test_a_token_for_all_members_does_what_the_person_may(
    person: User, kobe: Member, turin: Member
) -> None:
    caller = called(person, None)
    assert caller.has_perm("members.edit", kobe)
    assert caller.has_perm("members.edit", turin)
    assert members_of(caller) == [kobe, turin]


def test_a_secretarys_token_for_one_member_is_not_the_secretariats(
    kobe: Member, turin: Member
) -> None:
    secretary = User.objects.create_superuser("desk@cities.example")
    Staff.objects.create(user=secretary, member=kobe, role=Staff.Role.OBSERVER)
    assert called(secretary, None).has_perm("members.edit", turin)
    assert not called(secretary, kobe).has_perm("members.edit", turin)
    assert not called(secretary, kobe).has_perm("members.edit", kobe)
    assert called(secretary, kobe).has_perm("members.act", kobe)


def test_a_request_tells_whom_it_acts_for(person: User, kobe: Member) -> None:
    request = RequestFactory().get("/")
    request.user = called(person, kobe)
    assert acting_for(request) == kobe
    request.user = person
    assert acting_for(request) is None


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_token_is_issued_for_one_of_ones_members(person: User, turin: Member) -> None:
    asked = {"name": "script", "member": turin.pk}
    assert browser(person).post("/member/me/tokens/", asked).status_code == 200
    assert AccessToken.objects.get().member == turin
    assert (
        "for Turin only"
        in browser(person).get("/member/me/", headers={"Accept-Language": "en"}).text
    )


def test_no_token_is_issued_for_a_member_of_others(person: User) -> None:
    foreign = Member.objects.create(slug="dunedin", names={"en": "Dunedin"})
    asked = {"name": "script", "member": foreign.pk}
    answer = browser(person).post("/member/me/tokens/", asked)
    assert answer.status_code == 422
    assert "script" in answer.text
    assert not AccessToken.objects.exists()
