"""Abstract tests of the class Core: status and results of jobs (A.35 to A.47)."""

from __future__ import annotations

import uuid

import pytest

from tests.conformance.api import (
    EXCEPTION,
    PROCESSES,
    REL,
    Api,
    every_process,
    is_problem,
    link_header,
    outputs_of,
    parts_of,
    rels,
)
from tests.conformance.official import ogc10

NOBODYS = (str(uuid.UUID(int=1)), "nothing", "%00", str(uuid.UUID(int=1)).replace("-", ""))


@every_process
def test_conf_core_job_op(api: Api, process: str) -> None:
    assert api.get(api.start(process)).status_code == 200


@every_process
def test_conf_core_job_success(api: Api, process: str) -> None:
    address = api.run(process)
    info = api.json(address)
    ogc10().check("statusInfo", info)
    assert None not in info.values()
    assert (info["status"], info["progress"], info["type"]) == ("successful", 100, "process")
    assert info["created"] <= info["started"] <= info["finished"] <= info["updated"]
    links = rels(info)
    assert {f"{REL}results", "monitor", "runlog", "self", "alternate"} <= links.keys()
    for link in links.values():
        assert api.get(link["href"]).status_code == 200, link
    assert api.get(address, Accept="text/html").headers["Content-Type"].startswith("text/html")


def test_conf_core_job_exception_no_such_job(api: Api) -> None:
    for name in NOBODYS:
        problem = is_problem(api.get(f"/jobs/{name}"), 404, "no-such-job")
        ogc10().check("exception", problem)
    page = api.get(f"/jobs/{NOBODYS[0]}?f=html")
    assert (page.status_code, page.headers["Content-Type"][:9]) == (404, "text/html")
    assert EXCEPTION + "no-such-job" in page.text


@every_process
def test_conf_core_job_results(api: Api, process: str) -> None:
    address = api.run(process, response="document")
    results = api.get(f"{address}/results")
    assert results.status_code == 200
    assert results.json() == api.execute(process, response="document").json()


@every_process
def test_conf_core_job_results_sync(api: Api, process: str) -> None:
    response = api.execute(process, response="document")
    (monitor,) = link_header(response, "monitor")
    assert api.json(monitor)["status"] == "successful"
    assert api.json(f"{monitor}/results") == response.json()


@every_process
def test_conf_core_job_results_async_raw_value_one(api: Api, process: str) -> None:
    outputs = {outputs_of(api, process)[0]: {"transmissionMode": "value"}}
    address = api.run(process, response="raw", outputs=outputs)
    results = api.get(f"{address}/results")
    now = api.execute(process, response="raw", outputs=outputs)
    assert (results.status_code, results.content) == (200, now.content)
    assert results.headers["Content-Type"] == now.headers["Content-Type"]


@every_process
def test_conf_core_job_results_async_raw_value_multi(api: Api, process: str) -> None:
    outputs = {name: {"transmissionMode": "value"} for name in outputs_of(api, process)[:3]}
    address = api.run(process, response="raw", outputs=outputs)
    assert list(parts_of(api.get(f"{address}/results"))) == list(outputs)


@every_process
def test_conf_core_job_results_async_raw_ref(api: Api, process: str) -> None:
    outputs = {name: {"transmissionMode": "reference"} for name in outputs_of(api, process)[:2]}
    address = api.run(process, response="raw", outputs=outputs)
    results = api.get(f"{address}/results")
    assert (results.status_code, results.content) == (204, b"")
    found = link_header(results, f"{REL}results")
    assert found == [f"{address}/results/{name}" for name in outputs]
    assert all(api.get(href).status_code == 200 for href in found)


@every_process
def test_conf_core_job_results_async_raw_mixed_multi(api: Api, process: str) -> None:
    here, there = outputs_of(api, process)[:2]
    outputs = {here: {"transmissionMode": "value"}, there: {"transmissionMode": "reference"}}
    address = api.run(process, response="raw", outputs=outputs)
    parts = parts_of(api.get(f"{address}/results"))
    assert parts[here].get_payload(decode=True)
    assert parts[there].get_payload(decode=True) == b""
    assert parts[there]["Content-Location"] == f"{address}/results/{there}"


@every_process
def test_conf_core_job_results_async_document(api: Api, process: str) -> None:
    address = api.run(process, response="document")
    results = api.get(f"{address}/results")
    assert results.headers["Content-Type"] == "application/json"
    ogc10().unambiguous().check("results", results.json())


def test_conf_core_job_results_failed_no_such_job(api: Api) -> None:
    """A.45: the text of ``ATS_job-results-exception-no-such-job.adoc`` under this label."""
    for name in NOBODYS:
        problem = is_problem(api.get(f"/jobs/{name}/results"), 404, "no-such-job")
        ogc10().check("exception", problem)
    page = api.get(f"/jobs/{NOBODYS[0]}/results?f=html")
    assert (page.status_code, page.headers["Content-Type"][:9]) == (404, "text/html")


def test_conf_core_job_results_exception_results_not_ready(api: Api) -> None:
    address = api.start("echo", {"text": "slow", "pause": 30.0})
    problem = is_problem(api.get(f"{address}/results"), 404, "result-not-ready")
    ogc10().check("exception", problem)
    is_problem(api.get(f"{address}/results/text"), 404, "result-not-ready")
    is_problem(api.get(f"{address}/crate"), 404, "result-not-ready")
    page = api.get(f"{address}/results", Accept="text/html")
    assert (page.status_code, page.headers["Content-Type"][:9]) == (404, "text/html")
    assert EXCEPTION + "result-not-ready" in page.text
    assert api.delete(address).status_code == 200


@pytest.mark.parametrize(("ending", "status"), [("refused", 409), ("broken", 500)])
def test_conf_core_job_results_failed(api: Api, ending: str, status: int) -> None:
    address = api.run("echo", {"text": "x", "ending": ending})
    info = api.json(address)
    ogc10().check("statusInfo", info)
    assert info["status"] == "failed"
    problem = is_problem(api.get(f"{address}/results"), status)
    ogc10().check("exception", problem)
    assert problem["detail"] == info["message"] == info["exception"]["detail"]
    if ending == "refused":
        assert problem["type"] == EXCEPTION + "invalid-parameter-value"
        assert problem["errors"] == [{"input": "text", "message": "x has no echo"}]
    assert api.get(rels(info)[f"{REL}exceptions"]["href"]).status_code == status
    page = api.get(f"{address}/results", Accept="text/html")
    assert (page.status_code, page.headers["Content-Type"][:9]) == (status, "text/html")
    now = api.execute("echo", {"text": "x", "ending": ending})
    assert is_problem(now, 500 if status == 500 else 400)["detail"] == problem["detail"]


def test_every_declared_process_is_tested(api: Api) -> None:
    assert {one["id"] for one in api.json("/processes")["processes"]} >= set(PROCESSES)
