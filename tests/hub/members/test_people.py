"""Roles at a member, and the keys of people's programs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from citybricks.network.members.domain.people import (
    PREFIX,
    LastAdministratorError,
    appoint,
    issue_token,
    members_of,
    release,
    user_of_token,
)
from citybricks.network.members.models import AccessToken, Member, Staff, User

pytestmark = pytest.mark.django_db
ADMIN, OFFICER = Staff.Role.ADMIN, Staff.Role.OFFICER


def person(name: str) -> User:
    return User.objects.create_user(f"{name}@example.org")


@pytest.fixture
def city() -> Member:
    return Member.objects.create(slug="tianjin", names={"en": "Tianjin", "zh-Hans": "天津"})


def test_a_token_is_its_owners_and_only_its_digest_is_kept() -> None:
    user = person("a")
    secret = issue_token(user=user, name="script")
    assert secret.startswith(PREFIX)
    assert user_of_token(secret) == user
    kept = AccessToken.objects.values_list().get()
    assert not any(secret in str(value) for value in kept)


@pytest.mark.parametrize("secret", ["", "cb_", "cb_nobody's", "\0", "x" * 10_000, "令牌"])
def test_what_is_nobodys_token_is_nobodys(secret: str) -> None:
    issue_token(user=person("a"), name="script")
    assert user_of_token(secret) is None


def test_a_token_of_somebody_who_left_is_nobodys() -> None:
    user = person("a")
    secret = issue_token(user=user, name="script")
    User.objects.update(is_active=False)
    assert user_of_token(secret) is None


def test_a_revoked_token_is_nobodys() -> None:
    secret = issue_token(user=person("a"), name="script")
    AccessToken.objects.all().delete()
    assert user_of_token(secret) is None


def test_the_use_of_a_token_is_noted_once_a_minute() -> None:
    secret = issue_token(user=person("a"), name="script")
    user_of_token(secret)
    first = AccessToken.objects.get().used
    user_of_token(secret)
    assert first is not None
    assert AccessToken.objects.get().used == first
    AccessToken.objects.update(used=timezone.now() - timedelta(hours=1))
    user_of_token(secret)
    assert AccessToken.objects.get().used != first


def test_a_person_acts_for_the_members_that_appointed_them(city: Member) -> None:
    user = person("a")
    assert members_of(user) == []
    appoint(member=city, user=user, role=OFFICER)
    assert members_of(user) == [city]


def test_a_role_is_changed_not_added(city: Member) -> None:
    user = person("a")
    appoint(member=city, user=user, role=OFFICER)
    appoint(member=city, user=user, role=ADMIN)
    assert Staff.objects.get().role == ADMIN


def test_the_last_administrator_stays(city: Member) -> None:
    last, officer = person("a"), person("b")
    appoint(member=city, user=last, role=ADMIN)
    appoint(member=city, user=officer, role=OFFICER)
    with pytest.raises(LastAdministratorError, match="only administrator of Tianjin"):
        appoint(member=city, user=last, role=OFFICER)
    with pytest.raises(LastAdministratorError):
        release(member=city, user=last)
    appoint(member=city, user=officer, role=ADMIN)
    release(member=city, user=last)
    assert Staff.objects.get().user == officer


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_leave_at_once_one_stays(city: Member) -> None:
    people = [person("a"), person("b")]
    for user in people:
        appoint(member=city, user=user, role=ADMIN)

    def leave(user: User) -> bool:
        try:
            release(member=city, user=user)
        except LastAdministratorError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(leave, people)) == [False, True]


def test_every_change_of_a_role_leaves_a_trace(city: Member) -> None:
    user = person("a")
    appoint(member=city, user=person("b"), role=ADMIN)
    appoint(member=city, user=user, role=OFFICER)
    appoint(member=city, user=user, role=ADMIN)
    release(member=city, user=user)
    rows = Staff.history.filter(user=user).order_by("history_id")
    assert list(rows.values_list("history_type", "role")) == [
        ("+", OFFICER),
        ("~", ADMIN),
        ("-", ADMIN),
    ]


@pytest.mark.parametrize(
    ("role", "sees", "changes"),
    [
        ("none", False, False),
        ("officer", True, False),
        ("admin", True, True),
        ("staff", True, True),
    ],
)
def test_who_may_see_and_change_the_people_of_a_member(
    city: Member, role: str, sees: bool, changes: bool
) -> None:
    user = person("a")
    if role in Staff.Role.values:
        appoint(member=city, user=user, role=Staff.Role(role))
    user.is_staff = role == "staff"
    assert user.has_perm("members.see_staff", city) == sees
    assert user.has_perm("members.change_staff", city) == changes
    other = Member.objects.create(slug="other")
    assert user.has_perm("members.see_staff", other) == (role == "staff")


def test_a_sign_in_is_no_change_of_a_person_and_a_new_name_is() -> None:
    user = person("a")
    user.last_login = timezone.now()
    user.save(update_fields=["last_login"])
    assert user.history.count() == 1
    user.name = "林晓"
    user.save()
    assert user.history.count() == 2
