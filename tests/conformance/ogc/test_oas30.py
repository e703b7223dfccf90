"""Abstract tests of the class OpenAPI 3.0 (A.58 to A.63)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import jsonschema_rs
from schemathesis.specs.openapi.definitions import OPENAPI_30

from tests.conformance.api import PROCESSES, Api, rels

OPENAPI = "application/vnd.oai.openapi+json;version=3.0"


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield path, method and definition of each operation."""
    for path, methods in document["paths"].items():
        for method, one in methods.items():
            yield path, method, one


def requests(api: Api) -> Iterator[tuple[str, str, httpx.Response]]:
    """Yield an answer for every operation and every kind of ending it can be brought to."""
    slow = api.start("echo", {"text": "slow", "pause": 30.0, "seed": 58})
    done = api.run("echo")
    wrong = httpx.Client(base_url=api.root, headers={"Authorization": "Bearer cb_wrong"})
    with wrong:
        for address in (f"{api.root}/jobs/1", slow, done):
            for part in ("", "/log", "/crate", "/results", "/results/text", "/results/nothing"):
                path = "/jobs/{jobID}" + (part if part.count("/") < 2 else "/results/{outputID}")
                yield path, "get", api.get(address + part)
                yield path, "get", api.get(address + part + "?lang=fr")
                yield path, "get", wrong.get(address + part)
        for path in ("/", "/conformance", "/api", "/processes", "/jobs"):
            yield path, "get", api.get(path)
            yield path, "get", api.get(f"{path}?f=xml")
        yield "/jobs", "get", wrong.get("/jobs")
        yield "/jobs", "get", api.get("/jobs?limit=" + "1" * 62_000)
        for name in (*PROCESSES, "nothing"):
            yield "/processes/{processID}", "get", api.get(f"/processes/{name}")
        execution = "/processes/{processID}/execution"
        for response in (
            api.execute("echo"),
            api.execute("echo", headers={"Prefer": "respond-async"}),
            api.execute("echo", outputs={}),
            api.execute("echo", {}),
            api.execute("nothing", {}),
            api.execute("echo", {"text": "x" * 3_000_000}),
            api.execute("echo", {"text": "x", "ending": "broken"}),
            wrong.post("/processes/echo/execution", json={"inputs": {"text": "x"}}),
        ):
            yield execution, "post", response
        yield "/jobs/{jobID}", "delete", wrong.delete(slow)
    yield "/jobs/{jobID}/results/{outputID}", "get", api.get(f"{done}/results/text?f=csv")
    for address in (slow, done, done):
        yield "/jobs/{jobID}", "delete", api.delete(address)


def test_conf_oas30_completeness(api: Api) -> None:
    document = api.json("/api")
    seen = set()
    for path, method, response in requests(api):
        declared = document["paths"][path][method]["responses"]
        status = str(response.status_code)
        assert status in declared, (path, method, response.text[:300])
        one = declared[status]
        if "$ref" in one:
            one = document["components"]["responses"][one["$ref"].rpartition("/")[2]]
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        kinds = {name.partition(";")[0] for name in one.get("content", {})}
        assert not kind or kind in kinds or "*/*" in kinds, (path, method, status, kind)
        seen.add((path, method))
    assert seen == {(path, method) for path, method, _ in operations(document)}


def test_conf_oas30_exceptions_codes(api: Api) -> None:
    document = api.json("/api")
    for path, method, one in operations(document):
        expected = {"400", "500", "414", "431"}
        if "{" in path:
            expected |= {"404"}
        if "/jobs" in path or method == "post":
            expected |= {"401"}
        if method != "get":
            expected |= {"429"}
        assert expected <= set(one["responses"]), (path, method)
    for one in document["components"]["responses"].values():
        assert one["description"]
        assert {"application/problem+json", "text/html"} & one["content"].keys()


def test_conf_oas30_oas_definition_1(api: Api) -> None:
    links = rels(api.json("/"))
    assert links["service-desc"]["type"] == OPENAPI
    assert api.get(links["service-desc"]["href"]).headers["Content-Type"] == OPENAPI
    assert links["service-doc"]["type"] == "text/html"
    page = api.get(links["service-doc"]["href"])
    assert page.headers["Content-Type"].startswith("text/html")
    for path, method, _ in operations(api.json("/api")):
        assert f"{method.upper()} {path}" in page.text


def test_conf_oas30_oas_definition_2(api: Api) -> None:
    document = api.json("/api")
    validator = jsonschema_rs.Draft4Validator(OPENAPI_30)
    assert [str(error) for error in validator.iter_errors(document)] == []
    names = [one["operationId"] for _, _, one in operations(document)]
    assert len(names) == len(set(names))
    defined = document["components"]
    for reference in _references(document):
        kind, _, name = reference.removeprefix("#/components/").partition("/")
        assert name in defined[kind], reference
    for path, _, one in operations(document):
        said = {p["name"] for p in one["parameters"] if p["in"] == "path"}
        assert said == {part[1:-1] for part in path.split("/") if part.startswith("{")}


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def test_conf_oas30_oas_impl(api: Api) -> None:
    document = api.json("/api")
    assert [server["url"] for server in document["servers"]] == [api.root]
    job = api.run("echo").rpartition("/")[2]
    for path, method, one in operations(document):
        if method != "get":
            continue
        for process in PROCESSES if "{processID}" in path else ("",):
            full = path.format(processID=process, jobID=job, outputID="text")
            assert api.get(full).status_code == 200
            for parameter in one["parameters"]:
                for value in parameter["schema"].get("enum", ()):
                    answered = api.get(f"{full}?{parameter['name']}={value}").status_code
                    wished = parameter["name"] == "f" and "{outputID}" in path
                    assert answered == 200 or (wished and answered == 406)


def test_conf_oas30_security(api: Api) -> None:
    document = api.json("/api")
    schemes = document["components"]["securitySchemes"]
    assert schemes["token"]["scheme"] == "bearer"
    assert (schemes["session"]["in"], schemes["session"]["name"]) == ("cookie", "sessionid")
    assert document["security"] == [{}, {"token": []}, {"session": []}]
    assert "public" in document["info"]["description"]
