"""Abstract tests of the class Core: landing page, API, conformance, processes (A.1 to A.15)."""

from __future__ import annotations

import pytest

from tests.conformance.api import EXCEPTION, PROCESSES, REL, Api, is_problem, rels
from tests.conformance.official import ogc10

CONF = "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/"
CLASSES = {
    "core", "ogc-process-description", "json", "html", "oas30", "job-list", "callback", "dismiss",
}  # fmt: skip


def test_conf_core_landingpage_op(api: Api) -> None:
    assert api.get("/").status_code == 200


def test_conf_core_landingpage_success(api: Api) -> None:
    response = api.get("/")
    assert response.headers["Content-Type"] == "application/json"
    ogc10().check("landingPage", response.json())
    links = rels(response.json())
    assert {"self", "alternate", "service-desc", "service-doc"} <= links.keys()
    assert {f"{REL}conformance", f"{REL}processes", f"{REL}job-list"} <= links.keys()
    for link in links.values():
        assert api.get(link["href"]).status_code == 200, link
        assert api.get(link["href"]).headers["Content-Type"].startswith(link["type"]), link
    assert api.get("/", Accept="text/html").headers["Content-Type"].startswith("text/html")


def test_conf_core_api_definition_op(api: Api) -> None:
    links = rels(api.json("/"))
    for rel in ("service-desc", "service-doc"):
        assert "/api" in links[rel]["href"]
        assert api.get(links[rel]["href"]).status_code == 200


def test_conf_core_api_definition_success(api: Api) -> None:
    response = api.get("/api")
    assert response.status_code == 200
    assert response.json()["openapi"].startswith("3.0.")
    assert {"info", "servers", "paths", "components"} <= response.json().keys()


def test_conf_core_conformance_op(api: Api) -> None:
    linked = rels(api.json("/"))[f"{REL}conformance"]["href"]
    assert linked == f"{api.root}/conformance"
    assert api.get(linked).status_code == 200


def test_conf_core_conformance_success(api: Api) -> None:
    document = api.json("/conformance")
    ogc10().check("confClasses", document)
    core = {one for one in document["conformsTo"] if one.startswith(CONF)}
    assert core == {CONF + name for name in CLASSES}


def test_conf_core_http(api: Api) -> None:
    for path in ("/", "/conformance", "/processes", "/jobs", "/api"):
        assert api.get(path).http_version == "HTTP/1.1"
        head = api.client.head(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["Content-Type"] == api.get(path).headers["Content-Type"]


def test_conf_core_process_list(api: Api) -> None:
    assert api.get("/processes").status_code == 200


def test_conf_core_pl_limit_definition(api: Api) -> None:
    parameters = api.json("/api")["paths"]["/processes"]["get"]["parameters"]
    (limit,) = (one for one in parameters if one["name"] == "limit")
    assert limit["in"] == "query"
    assert limit["required"] is False
    assert limit["schema"]["type"] == "integer"
    assert (limit["schema"]["minimum"], limit["schema"]["maximum"]) == (1, 10_000)
    assert 1 <= limit["schema"]["default"] <= 10_000


def test_conf_core_process_list_success(api: Api) -> None:
    document = api.json("/processes")
    ogc10().check("processList", document)
    assert set(PROCESSES) <= {process["id"] for process in document["processes"]}
    assert api.get("/processes?f=html").headers["Content-Type"].startswith("text/html")


def test_conf_core_pl_links(api: Api) -> None:
    links = rels(api.json("/processes"))
    assert links["self"]["type"] == "application/json"
    assert api.json(links["self"]["href"]) == api.json("/processes")
    assert links["alternate"]["type"] == "text/html"
    for process in api.json("/processes")["processes"]:
        links = rels(process)  # 2.0: /req/core/process-summary-links
        assert api.json(links["self"]["href"])["id"] == process["id"]
        assert api.get(links["alternate"]["href"]).status_code == 200


def test_conf_core_pl_limit_response(api: Api) -> None:
    everything = [process["id"] for process in api.json("/processes")["processes"]]
    found, address = [], "/processes?limit=2"
    while address:
        page = api.json(address)
        assert len(page["processes"]) <= 2
        found += [process["id"] for process in page["processes"]]
        address = rels(page).get("next", {}).get("href", "")
    assert found == everything
    previous = api.json(rels(api.json("/processes?limit=1&offset=1"))["prev"]["href"])
    assert [process["id"] for process in previous["processes"]] == everything[:1]
    for limit in ("0", "10001", "-1", "ten", "1.0", ""):
        is_problem(api.get(f"/processes?limit={limit}"), 400)


@pytest.mark.parametrize("process", PROCESSES)
def test_conf_core_process(api: Api, process: str) -> None:
    assert api.get(f"/processes/{process}").status_code == 200


@pytest.mark.parametrize("process", PROCESSES)
def test_conf_core_process_success(api: Api, process: str) -> None:
    document = api.json(f"/processes/{process}")
    ogc10().check("process", document)
    assert document["id"] == process
    assert document["version"].count(".") == 2
    options = {"sync-execute", "async-execute", "dismiss"}
    assert set(document["jobControlOptions"]) == options
    assert set(document["outputTransmission"]) == {"value", "reference"}
    links = rels(document)
    assert links[f"{REL}execute"]["href"] == f"{api.root}/processes/{process}/execution"
    assert links["about"]["href"].endswith(f"/bricks/{process}/")


def test_conf_core_process_exception_no_such_process(api: Api) -> None:
    for path in ("/processes/nothing", "/processes/__init__", "/processes/%00", "/processes/a%2Fb"):
        problem = is_problem(api.get(path), 404)
        if "%2F" not in path:
            assert problem["type"] == EXCEPTION + "no-such-process"
            ogc10().check("exception", problem)
    page = api.get("/processes/nothing", Accept="text/html")
    assert page.status_code == 404
    assert page.headers["Content-Type"].startswith("text/html")
    assert EXCEPTION + "no-such-process" in page.text
