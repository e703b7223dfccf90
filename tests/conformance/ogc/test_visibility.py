"""Who may see and dismiss a job: everybody against every visibility."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.conformance.api import Api, is_problem
from tests.live import Hub

READS = ("", "/results", "/results/text", "/log", "/crate")
SEEN_BY = {
    "private": {"owner", "secretariat"},
    "member": {"owner", "officer", "administrator", "secretariat"},
    "public": {"visitor", "owner", "officer", "administrator", "outsider", "secretariat"},
}
DISMISSED_BY = {"owner", "administrator", "secretariat"}
ROLES = sorted(SEEN_BY["public"])


@pytest.fixture(scope="module")
def callers(hub: Hub, tokens: dict[str, str]) -> Iterator[dict[str, Api]]:
    """Call the API as each of them."""
    with ExitStack() as stack:
        yield {role: stack.enter_context(Api.at(hub.url, tokens.get(role, ""))) for role in ROLES}


@pytest.fixture(scope="module")
def jobs(callers: dict[str, Api]) -> dict[str, str]:
    """Run a job of the owner's for each visibility."""
    return {
        visibility: callers["owner"].run("echo", {"text": visibility}, visibility=visibility)
        for visibility in SEEN_BY
    }


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("visibility", SEEN_BY)
def test_a_job_is_seen_by_those_who_may(
    callers: dict[str, Api], jobs: dict[str, str], role: str, visibility: str
) -> None:
    address = jobs[visibility]
    for part in READS:
        response = callers[role].get(address + part)
        if role in SEEN_BY[visibility]:
            assert response.status_code == 200, part
        else:
            problem = is_problem(response, 404, "no-such-job")
            assert problem["title"] == "No such job"
    listed = callers[role].json("/jobs?limit=10000")["jobs"]
    known = address.rpartition("/")[2] in {job["jobID"] for job in listed}
    assert known == (role in SEEN_BY[visibility])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("visibility", SEEN_BY)
def test_a_job_is_dismissed_by_those_who_may(
    callers: dict[str, Api], role: str, visibility: str
) -> None:
    seed = 100 + 10 * list(SEEN_BY).index(visibility) + ROLES.index(role)
    inputs = {"text": "x", "pause": 60.0, "seed": seed}
    address = callers["owner"].start("echo", inputs, visibility=visibility)
    response = callers[role].delete(address)
    if role in DISMISSED_BY and role in SEEN_BY[visibility] | {"secretariat"}:
        assert response.json()["status"] == "dismissed"
    elif role in SEEN_BY[visibility]:
        is_problem(response, 403)
        assert callers["owner"].json(address)["status"] in ("accepted", "running")
    else:
        is_problem(response, 404, "no-such-job")
    callers["owner"].delete(address)


def test_nobody_learns_whether_a_job_exists(callers: dict[str, Api], jobs: dict[str, str]) -> None:
    there = callers["outsider"].get(jobs["private"]).json()
    number = jobs["private"].rpartition("/")[2]
    nothing = callers["outsider"].get(jobs["private"].replace(number, number[::-1])).json()
    assert {**there, "instance": "", "detail": ""} == {**nothing, "instance": "", "detail": ""}
    assert there["detail"].replace(number, "") == nothing["detail"].replace(number[::-1], "")


def test_a_job_is_private_unless_said_otherwise(callers: dict[str, Api]) -> None:
    address = callers["owner"].run("echo", {"text": "mine"})
    assert callers["owner"].get(address).status_code == 200
    is_problem(callers["officer"].get(address), 404)
    address = callers["visitor"].run("echo", {"text": "ours"})
    assert callers["outsider"].get(address).status_code == 200


@pytest.mark.parametrize(
    ("role", "visibility", "status"),
    [
        ("visitor", "private", 400),
        ("visitor", "member", 400),
        ("visitor", "public", 200),
        ("secretariat", "member", 400),
        ("owner", "nobody", 400),
    ],
)
def test_a_visibility_that_cannot_be_is_refused(
    callers: dict[str, Api], role: str, visibility: str, status: int
) -> None:
    response = callers[role].execute("echo", {"text": "x"}, visibility=visibility)
    assert response.status_code == status
    if status == 400:
        assert [error["input"] for error in response.json()["errors"]] == ["visibility"]


def test_an_equal_run_is_found_by_those_who_may_see_it(callers: dict[str, Api]) -> None:
    inputs: dict[str, Any] = {"text": "found", "pause": 0.6, "seed": 900}

    def computed(role: str) -> bool:
        address = callers[role].run("echo", inputs)
        return "an equal run was found" not in callers[role].get(f"{address}/log").text

    assert computed("owner")
    assert not computed("owner")
    assert computed("officer")  # the owner's is private: nothing tells that it is there
    assert computed("visitor")
    assert not computed("outsider")  # the visitor's is public


@pytest.mark.parametrize("value", ["Bearer cb_nobody", "Bearer", "bearer x", "Bearer \u00e9"])
@pytest.mark.parametrize("path", ["/jobs", "/jobs/1", "/jobs/1/results"])
def test_a_token_of_nobodys_is_refused(api: Api, path: str, value: str) -> None:
    response = api.client.get(path, headers=[(b"Authorization", value.encode("latin-1"))])
    problem = is_problem(response, 401)
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert problem["title"]
    response = api.client.post(
        "/processes/echo/execution",
        json={"inputs": {"text": "x"}},
        headers=[(b"Authorization", value.encode("latin-1"))],
    )
    is_problem(response, 401)


def test_a_token_says_who_calls(callers: dict[str, Api], hub: Hub) -> None:
    address = callers["officer"].run("echo", {"text": "whose"})
    asked = "from citybricks.hub.jobs.models import Job\n"
    asked += "job = Job.objects.get(pk=sys.argv[1])\n"
    asked += "print(json.dumps([job.owner.email, job.member.slug, job.visibility]))"
    found = hub.python(asked, address.rpartition("/")[2])
    assert found == ["officer@cities.example", "tianjin", "private"]
