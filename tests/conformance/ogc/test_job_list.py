"""Abstract tests of the class Job list (A.64 to A.79)."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.conformance.api import Api, is_problem, rels
from tests.conformance.official import ogc10


@pytest.fixture(scope="module")
def jobs(api: Api) -> list[dict[str, Any]]:
    """Jobs of every status and of different durations."""
    echo, quick, slow = "echo", {"text": "list"}, {"text": "list", "pause": 1.3}
    addresses = [
        api.run(echo, quick),
        api.run(echo, slow),
        api.run(echo, {"text": "list", "ending": "refused"}),
        api.run("service-area"),
        api.start(echo, {"text": "list", "pause": 60.0}),
    ]
    api.delete(api.start(echo, {"text": "list", "pause": 61.0}))
    running = addresses[-1]
    while (info := api.json(running))["status"] != "running" or lasted(info) < 1.5:
        time.sleep(0.05)
    return [api.json(address) for address in addresses]


@pytest.fixture(autouse=True, scope="module")
def _free_the_worker(jobs: list[dict[str, Any]], api: Api) -> Any:
    yield
    api.delete(f"/jobs/{jobs[-1]['jobID']}")


def parameter(api: Api, name: str) -> dict[str, Any]:
    """Return the definition of a query parameter of the job list."""
    parameters = api.json("/api")["paths"]["/jobs"]["get"]["parameters"]
    found: dict[str, Any]
    (found,) = (one for one in parameters if one["name"] == name)
    assert (found["in"], found["required"]) == ("query", False)
    return found


def listed(api: Api, query: str) -> list[dict[str, Any]]:
    """Return the jobs of a query."""
    found: list[dict[str, Any]] = api.json(f"/jobs?limit=10000&{query}")["jobs"]
    return found


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def lasted(job: dict[str, Any]) -> float:
    """Return how long a job took, or has been running, in seconds."""
    end = moment(job["finished"]) if "finished" in job else datetime.now(tz=UTC)
    return (end - moment(job["started"])).total_seconds()


def test_conf_job_list_job_list_op(api: Api) -> None:
    assert api.get("/jobs").status_code == 200


def test_conf_job_list_type_definition(api: Api) -> None:
    schema = parameter(api, "type")["schema"]
    assert (schema["type"], schema["items"]["type"]) == ("array", "string")


def test_conf_job_list_processID_definition(api: Api) -> None:  # noqa: N802 - named by the id
    schema = parameter(api, "processID")["schema"]
    assert (schema["type"], schema["items"]["type"]) == ("array", "string")


def test_conf_job_list_status_definition(api: Api) -> None:
    schema = parameter(api, "status")["schema"]
    assert (schema["type"], schema["items"]["type"]) == ("array", "string")


def test_conf_job_list_datetime_definition(api: Api) -> None:
    assert parameter(api, "datetime")["schema"]["type"] == "string"
    for good in (
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00.5%2B08:00/2026-12-31T23:59:59Z",
        "../2026-01-01T00:00:00Z",
        "/2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z/..",
        "2026-01-01T00:00:00Z/",
        "2028-02-29T00:00:00Z/2000-02-29T00:00:00Z",
    ):
        assert api.get(f"/jobs?datetime={good}").status_code == 200, good
    for bad in (
        "2026",
        "2026-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "../..",
        "/",
        "2026-01-01T00:00:00",
        "now",
    ):
        is_problem(api.get(f"/jobs?datetime={bad}"), 400)


def test_conf_job_list_duration_definition(api: Api) -> None:
    for name in ("minDuration", "maxDuration"):
        schema = parameter(api, name)["schema"]
        assert (schema["type"], schema["items"]["type"]) == ("array", "integer")
    for bad in ("minDuration=-1", "maxDuration=long", "minDuration=1.5", "maxDuration="):
        is_problem(api.get(f"/jobs?{bad}"), 400)


def test_conf_job_list_limit_definition(api: Api) -> None:
    schema = parameter(api, "limit")["schema"]
    assert schema == {"type": "integer", "minimum": 1, "maximum": 10_000, "default": 10}


def test_conf_job_list_job_list_success(api: Api, jobs: list[dict[str, Any]]) -> None:
    response = api.get("/jobs")
    assert response.status_code == 200
    ogc10().check("jobList", response.json())
    assert jobs[0]["jobID"] in {job["jobID"] for job in listed(api, "")}
    assert api.get("/jobs?f=html").headers["Content-Type"].startswith("text/html")


def test_conf_job_list_links(api: Api, jobs: list[dict[str, Any]]) -> None:
    del jobs
    links = rels(api.json("/jobs"))
    assert links["self"]["type"] == "application/json"
    assert links["alternate"]["type"] == "text/html"
    assert api.get(links["alternate"]["href"]).status_code == 200


def test_conf_job_list_type_response(api: Api, jobs: list[dict[str, Any]]) -> None:
    everything = listed(api, "")
    assert {job["type"] for job in everything} == {"process"}
    assert len(listed(api, "type=process")) == len(everything) >= len(jobs)
    is_problem(api.get("/jobs?type=openeo"), 400)


def test_conf_job_list_processID_mandatory(api: Api, jobs: list[dict[str, Any]]) -> None:  # noqa: N802 - named by the id
    del jobs
    assert all(job["processID"] for job in listed(api, ""))


def test_conf_job_list_processID_response(api: Api, jobs: list[dict[str, Any]]) -> None:  # noqa: N802 - named by the id
    del jobs
    for query, expected in (
        ("processID=service-area", {"service-area"}),
        ("processID=service-area&processID=echo", {"service-area", "echo"}),
        ("processID=service-area,echo", {"service-area", "echo"}),
        ("processID=nothing", set()),
    ):
        assert {job["processID"] for job in listed(api, query)} == expected


def test_conf_job_list_status_response(api: Api, jobs: list[dict[str, Any]]) -> None:
    del jobs
    for status in ("running", "successful", "failed", "dismissed"):
        assert {job["status"] for job in listed(api, f"status={status}")} == {status}
    both = listed(api, "status=failed&status=dismissed")
    assert {job["status"] for job in both} == {"failed", "dismissed"}
    is_problem(api.get("/jobs?status=done"), 400)


def test_conf_job_list_datetime_response(api: Api, jobs: list[dict[str, Any]]) -> None:
    middle = moment(jobs[2]["created"])
    for start, end in ((middle, None), (None, middle), (middle, middle + timedelta(seconds=1))):
        said = [at.isoformat().replace("+00:00", "Z") if at else ".." for at in (start, end)]
        found = listed(api, f"datetime={'/'.join(said)}")
        assert jobs[2]["jobID"] in {job["jobID"] for job in found}
        for job in found:
            created = moment(job["created"])
            assert not start or start <= created
            assert not end or created <= end
    second = middle.replace(microsecond=0)
    found = listed(api, f"datetime={second.isoformat().replace('+00:00', 'Z')}")
    assert jobs[2]["jobID"] in {job["jobID"] for job in found}
    assert all(moment(job["created"]).replace(microsecond=0) == second for job in found)
    assert listed(api, "datetime=../2000-01-01T00:00:00Z") == []


def test_conf_job_list_duration_response(api: Api, jobs: list[dict[str, Any]]) -> None:
    quick, slow, running = jobs[0]["jobID"], jobs[1]["jobID"], jobs[-1]["jobID"]
    for query, least, most in (
        ("minDuration=1", 1, 1e9),
        ("maxDuration=1", 0, 1),
        ("minDuration=1&maxDuration=5", 1, 5),
        ("minDuration=1&status=successful", 1, 1e9),
        ("minDuration=1&status=running", 1, 1e9),
    ):
        found = listed(api, query)
        assert found, query
        assert all(least <= lasted(job) <= most + 2 for job in found if job["status"] == "running")
        assert all(least <= lasted(job) <= most for job in found if job["status"] != "running")
    assert slow in {job["jobID"] for job in listed(api, "minDuration=1&maxDuration=5")}
    assert running in {job["jobID"] for job in listed(api, "minDuration=1")}
    assert quick in {job["jobID"] for job in listed(api, "maxDuration=1")}
    assert listed(api, "minDuration=0&status=accepted") == []


def test_conf_job_list_limit_response(api: Api, jobs: list[dict[str, Any]]) -> None:
    assert len(api.json("/jobs?limit=2")["jobs"]) == 2
    assert len(api.json("/jobs")["jobs"]) <= 10
    query = f"datetime=../{jobs[-1]['created']}"
    everything = [job["jobID"] for job in listed(api, query)]
    found, address = [], f"/jobs?limit=3&{query}"
    while address:
        page = api.json(address)
        found += [job["jobID"] for job in page["jobs"]]
        address = rels(page).get("next", {}).get("href", "")
    assert found == everything
    for limit in ("0", "10001", "1e1", "2&limit=3"):
        is_problem(api.get(f"/jobs?limit={limit}"), 400)


def test_jobs_are_listed_newest_first(api: Api, jobs: list[dict[str, Any]]) -> None:
    del jobs
    created = [job["created"] for job in listed(api, "")]
    assert created == sorted(created, reverse=True)
