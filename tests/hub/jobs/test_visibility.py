"""Who may see a job: the rule for one job and the query for all of them are the same."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citybricks.hub.identity import may, may_see
from citybricks.hub.jobs.domain.acceptance import Requester
from citybricks.hub.jobs.models import Job, Visibility
from citybricks.hub.jobs.permissions import visible_to
from citybricks.network.members.models import Member, Staff, User

pytestmark = pytest.mark.django_db

PEOPLE, MEMBERS, VISITORS = 3, 2, ("", "browser-1", "browser-2")

_person = st.fixed_dictionaries(
    {"is_staff": st.booleans(), "is_superuser": st.booleans(), "is_active": st.booleans()}
)
_post = st.tuples(
    st.integers(0, PEOPLE - 1), st.integers(0, MEMBERS - 1), st.sampled_from(Staff.Role)
)
_job = st.fixed_dictionaries(
    {
        "owner": st.none() | st.integers(0, PEOPLE - 1),
        "member": st.none() | st.integers(0, MEMBERS - 1),
        "visitor": st.sampled_from(VISITORS),
        "visibility": st.sampled_from(Visibility),
    }
)


def made(
    people: list[dict[str, bool]], posts: list[tuple[int, int, str]], jobs: list[dict[str, Any]]
) -> tuple[list[User], list[Job]]:
    users = [User.objects.create(email=f"{n}@example.org", **said) for n, said in enumerate(people)]
    members = [Member.objects.create(slug=f"m{n}") for n in range(MEMBERS)]
    for person, member, role in {post[:2]: post for post in posts}.values():
        Staff.objects.create(user=users[person], member=members[member], role=role)
    made = []
    for job in jobs:
        owner, member = job["owner"], job["member"]
        said = {
            "owner": None if owner is None else users[owner],
            "member": None if member is None else members[member],
            "visitor": job["visitor"] if owner is None else "",
        }
        said["visibility"] = job["visibility"]
        made.append(Job.objects.create(brick="b", version="1.0.0", key="0" * 32, **said))
    return users, made


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    people=st.lists(_person, min_size=PEOPLE, max_size=PEOPLE),
    posts=st.lists(_post, max_size=5),
    jobs=st.lists(_job, max_size=6),
)
def test_the_rule_for_one_job_and_the_query_for_all_agree(
    people: list[dict[str, bool]], posts: list[tuple[int, int, str]], jobs: list[dict[str, Any]]
) -> None:
    with transaction.atomic():
        users, rows = made(people, posts, jobs)
        for user in [*users, AnonymousUser()]:
            ruled = {job.pk for job in rows if user.has_perm("jobs.see", job)}
            assert ruled == {job.pk for job in visible_to(user)}
        for visitor in VISITORS:
            by = Requester(visitor=visitor)
            for job in rows:
                theirs = bool(visitor) and job.owner is None and job.visitor == visitor
                assert may_see(by, job) == (theirs or job.visibility == Visibility.PUBLIC)
                assert may(by, "dismiss", job) == theirs
        transaction.set_rollback(True)


def test_only_owner_administrator_and_secretariat_may_dismiss() -> None:
    people = [dict.fromkeys(("is_staff", "is_superuser"), False) for _ in range(4)]
    people[3]["is_staff"] = True
    posts = [(0, 0, Staff.Role.OFFICER), (1, 0, Staff.Role.OFFICER), (2, 0, Staff.Role.ADMIN)]
    job = {"owner": 0, "member": 0, "visitor": "", "visibility": Visibility.PUBLIC}
    users, (row,) = made(people, posts, [job])
    allowed = [may(Requester(user=user), "dismiss", row) for user in users]
    assert allowed == [True, False, True, True]
    assert [may(Requester(user=user), "share", row) for user in users] == [True, False, False, True]
    assert not may(Requester(visitor="browser-1"), "dismiss", row)
