"""What becomes of a request: a job in the queue, an equal run found, or a refusal."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from citybricks.hub.jobs.domain import queue
from citybricks.hub.jobs.domain.acceptance import QuotaExceededError, Request, Requester, accept
from citybricks.hub.jobs.models import Callback, Job, Status, Visibility
from citybricks.hub.jobs.runs import store
from citybricks.network.members.domain.people import appoint
from citybricks.network.members.models import Member, Staff, User

pytestmark = pytest.mark.django_db
Ask = Callable[..., Job]


@pytest.fixture
def ask(trial: ModuleType) -> Ask:
    """Ask for a run: ``ask(by, seed=1)``."""

    def ask(by: Requester, seed: int = 0, **request: Any) -> Job:
        brick = trial.count_up
        return accept(brick, brick.inputs(steps=1, seed=seed), by=by, request=Request(**request))

    return ask


def city(slug: str, **fields: Any) -> Member:
    return Member.objects.create(slug=slug, **fields)


def officer(member: Member | None = None, name: str = "a") -> Requester:
    user = User.objects.create_user(f"{name}@example.org")
    if member:
        appoint(member=member, user=user, role=Staff.Role.OFFICER)
    return Requester(user=user, member=member)


def run_all() -> None:
    """Run what waits, as a worker does."""
    from citybricks.hub.jobs.runs import brick_of

    while job := queue.claim(worker="w", lease_seconds=60):
        brick = brick_of(job)
        store().perform(brick, job.key, brick.apply)
        queue.finish(job.pk, worker="w", attempt=job.attempt, status=Status.SUCCESSFUL)


def test_a_request_waits_as_a_job_of_whoever_asked(ask: Ask) -> None:
    by = officer(city("tsukuba"))
    job = ask(by, visibility=Visibility.MEMBER, language="zh-Hans", priority=3)
    assert (job.status, job.owner, job.member) == (Status.ACCEPTED, by.user, by.member)
    assert (job.visibility, job.language, job.priority) == (Visibility.MEMBER, "zh-Hans", 3)
    assert store().run(job.key).exists("inputs.json")


def test_an_equal_run_that_the_requester_may_see_is_found(ask: Ask) -> None:
    by = officer()
    first = ask(by)
    run_all()
    second = ask(by)
    assert (second.status, second.progress) == (Status.SUCCESSFUL, 1.0)
    assert second.key == first.key
    assert second.started == second.ended
    assert queue.claim(worker="w", lease_seconds=60) is None


def test_a_public_run_is_found_by_everybody_and_a_members_by_its_people(ask: Ask) -> None:
    tianjin = city("tianjin")
    ask(officer(tianjin, "a"), seed=1, visibility=Visibility.PUBLIC)
    ask(officer(tianjin, "b"), seed=2, visibility=Visibility.MEMBER)
    run_all()
    visitor = Requester(visitor="somebody")
    assert ask(visitor, seed=1).status == Status.SUCCESSFUL
    assert ask(officer(tianjin, "c"), seed=2).status == Status.SUCCESSFUL
    assert ask(visitor, seed=2).status == Status.ACCEPTED


def test_a_run_whose_files_are_gone_is_computed_again(ask: Ask) -> None:
    by = officer()
    job = ask(by, seed=77)
    run_all()
    folder = store().run(job.key)
    folder.files.rm(folder.path, recursive=True)
    assert ask(by, seed=77).status == Status.ACCEPTED


def test_a_found_run_tells_its_subscriber_at_once(ask: Ask) -> None:
    by = officer()
    ask(by)
    run_all()
    ask(by, asked={"subscriber": {"successUri": "https://example.org/done"}})
    assert Callback.objects.get().status == Status.SUCCESSFUL


class Watched:
    """A file system that notes what it is asked to do."""

    def __init__(self, files: Any) -> None:
        self._files = files
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> Any:
        self.asked.append(name)
        return getattr(self._files, name)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    watched = Watched(store().files)
    monkeypatch.setattr(store(), "files", watched)
    return watched


def traces(ask: Ask, watched: Watched, by: Requester, seed: int) -> tuple[Any, ...]:
    """Return all that a requester could tell one run from another by."""
    watched.asked.clear()
    with CaptureQueriesContext(connection) as queries:
        job = ask(by, seed=seed)
    sql = [query["sql"].partition(" ")[0] for query in queries.captured_queries]
    told = (job.status, job.progress, job.started, job.ended, job.message, job.log, job.attempt)
    return told, sql, list(watched.asked)


def test_nothing_tells_whether_another_citys_private_run_is_there(
    ask: Ask, watched: Watched
) -> None:
    ask(officer(city("a"), "a"), seed=1001, visibility=Visibility.PRIVATE)
    ask(officer(city("b"), "b"), seed=1001, visibility=Visibility.MEMBER)
    run_all()
    assert store().run(Job.objects.latest("created").key).exists()
    stranger = officer(city("c"), "c")
    there = traces(ask, watched, stranger, seed=1001)
    run_all()
    not_there = traces(ask, watched, stranger, seed=1002)
    assert there == not_there


@pytest.mark.parametrize("kind", ["member", "person", "visitor"])
def test_a_quota_bounds_unfinished_jobs_and_is_free_again_when_they_end(
    ask: Ask, kind: str, settings: Any
) -> None:
    by = {
        "member": lambda: officer(city("a", quota=2)),
        "person": officer,
        "visitor": lambda: Requester(visitor="somebody"),
    }[kind]()
    small = settings.ENVIRONMENT.model_copy(update={"quota": 2, "visitor_quota": 2})
    settings.ENVIRONMENT = small
    ask(by, seed=1)
    ask(by, seed=2)
    with pytest.raises(QuotaExceededError) as error:
        ask(by, seed=3)
    assert error.value.limit == 2
    run_all()
    assert ask(by, seed=3).status == Status.ACCEPTED
    assert ask(by, seed=1).status == Status.SUCCESSFUL


def test_the_people_of_a_member_share_its_quota_and_others_have_theirs(ask: Ask) -> None:
    small = city("small", quota=1)
    ask(officer(small, "a"), seed=1)
    with pytest.raises(QuotaExceededError):
        ask(officer(small, "b"), seed=2)
    assert ask(officer(city("other"), "c"), seed=2).status == Status.ACCEPTED


def test_many_jobs_of_one_requester_keep_anothers_one_waiting_for_one_only(ask: Ask) -> None:
    eager, modest, visitor = (
        officer(city("a"), "a"),
        officer(city("b"), "b"),
        Requester(visitor="v"),
    )
    for seed in range(5):
        ask(eager, seed=seed)
    ask(modest, seed=10)
    ask(visitor, seed=20)
    order = []
    while job := queue.claim(worker="w", lease_seconds=60):
        order.append(job.member.slug if job.member else job.visitor)
    assert order == ["a", "b", "v", "a", "a", "a", "a"]


def test_a_requester_who_comes_later_does_not_go_before_everybodys_earlier_rounds(
    ask: Ask,
) -> None:
    eager, modest = officer(city("a"), "a"), officer(city("b"), "b")
    for seed in range(4):
        ask(eager, seed=seed)
    for _ in range(2):
        job = queue.claim(worker="w", lease_seconds=60)
        assert job is not None
        queue.finish(job.pk, worker="w", attempt=1, status=Status.SUCCESSFUL)
    for seed in range(10, 13):
        ask(modest, seed=seed)
    order = []
    while job := queue.claim(worker="w", lease_seconds=60):
        assert job.member is not None
        order.append(job.member.slug)
    assert order == ["a", "b", "a", "b", "b"]


@pytest.mark.django_db(transaction=True)
def test_requests_at_once_do_not_exceed_the_quota(ask: Ask) -> None:
    by = officer(city("small", quota=3))

    def try_one(seed: int) -> bool:
        try:
            ask(by, seed=seed)
        except QuotaExceededError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(try_one, range(16))).count(True) == 3


@pytest.mark.django_db(transaction=True)
def test_equal_runs_at_once_leave_one_whole_run_in_the_store(ask: Ask, trial: ModuleType) -> None:
    brick = trial.count_up
    key = ask(Requester(visitor="v"), seed=555).key

    def perform(_: int) -> int:
        store().perform(brick, key, brick.apply)
        number: int = store().run(key).get("outcome", brick.outputs).number
        return number

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(perform, range(40))) == {556}
    folder = store().run(key)
    names = {name.rpartition("/")[2] for name in folder.files.ls(folder.path, detail=False)}
    assert names == {"inputs.json", "outcome.json"}
