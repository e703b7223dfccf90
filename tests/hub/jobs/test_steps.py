"""Steps of blueprints: known to who has run them, and kept as long as a job has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from citybricks.hub.jobs.domain.acceptance import Request, Requester, accept
from citybricks.hub.jobs.domain.steps import has_run, known_to
from citybricks.hub.jobs.models import Job, Status
from citybricks.hub.jobs.runs import forget, store
from citybricks.kernel.execute import Account
from citybricks.kernel.perform import write_steps
from citybricks.kernel.registry import find
from citybricks.network.members.models import User

pytestmark = pytest.mark.django_db
A, B, C = ("a" * 32, "b" * 32, "c" * 32)
Made = Callable[..., Job]


def job(key: str, *steps: str, **of: Any) -> Job:
    """Return a finished job whose run and steps are in the store."""
    for each in (key, *steps):
        store().run(each).write("outcome.json", b"{}")
    told = {f"step-{at}": {"key": each, "kept": False} for at, each in enumerate(steps)}
    return Job.objects.create(
        brick="lit-way", version="1.0.0", key=key, steps=told, status=Status.SUCCESSFUL, **of
    )


def test_who_has_run_a_step_may_know_of_it_and_nobody_else() -> None:
    owner, other = (User.objects.create_user(f"{name}@example.org") for name in "ab")
    job(A, B, owner=owner)
    assert known_to(job(C, owner=owner)) == {B}
    assert known_to(job(C, owner=other)) == frozenset()
    assert known_to(job(C, visitor="somebody")) == frozenset()
    assert known_to(job(C)) == frozenset()


def test_a_browser_without_account_knows_its_own_steps() -> None:
    job(A, B, visitor="somebody")
    assert known_to(job(C, visitor="somebody")) == {B}
    assert known_to(job(C, visitor="somebody else")) == frozenset()


def test_a_run_that_is_forgotten_takes_its_steps_with_it() -> None:
    forget(job(A, B))
    assert not store().run(A).exists()
    assert not store().run(B).exists()
    assert not has_run(B)


def test_a_step_that_another_job_has_too_stays() -> None:
    first, second, third = job(A, B), job(C, B), job(B)
    forget(first)
    assert store().run(B).exists()
    forget(second)
    assert store().run(B).exists()
    forget(third)
    assert not store().run(B).exists()


def test_a_run_that_is_found_has_its_steps_and_they_outlive_the_first_job() -> None:
    brick = find("compare")
    inputs = brick.inputs.model_validate({"value": 1.0, "relation": "<", "limit": 2.0})
    by = Requester(visitor="somebody")
    first = accept(brick, inputs, by=by, request=Request())
    account = Account(
        step="one", brick="compare", version="1.0.0", key=B, seconds=0.2, kept=False,
        ended=timezone.now(),
    )  # fmt: skip
    store().run(B).write("outcome.json", b"{}")
    write_steps(store(), first.key, [account])
    store().run(first.key).put("outcome", brick.apply(inputs))
    first.status, first.steps = Status.SUCCESSFUL, {"one": {"key": B, "kept": False}}
    first.save()

    second = accept(brick, inputs, by=by, request=Request())
    assert second.status == Status.SUCCESSFUL
    assert (second.steps["one"]["key"], second.steps["one"]["kept"]) == (B, True)
    forget(first)
    assert store().run(B).exists()
    forget(second)
    assert not store().run(B).exists()
