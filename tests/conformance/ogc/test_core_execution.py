"""Abstract tests of the class Core: execute a process (A.16 to A.34)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conformance.api import (
    BOX,
    EVERYTHING,
    PIXEL,
    PLACES,
    ROWS,
    THING,
    Api,
    every_process,
    inputs_of,
    is_problem,
    link_header,
    outputs_of,
    parts_of,
)
from tests.conformance.elsewhere import Elsewhere
from tests.conformance.official import ogc10


@every_process
def test_conf_core_job_creation_op(api: Api, process: str) -> None:
    assert api.execute(process).status_code == 200
    started = api.execute(process, headers={"Prefer": "respond-async"})
    assert started.status_code == 201


@every_process
def test_conf_core_job_creation_auto_execution_mode(api: Api, process: str) -> None:
    response = api.execute(process, headers={"Prefer": "respond-async"})
    assert response.status_code == 201  # it may be either, and honours the preference
    assert response.headers["Preference-Applied"] == "respond-async"
    response = api.execute(process, headers={"Prefer": "respond-sync"})
    assert response.status_code == 200
    assert response.headers["Preference-Applied"] == "respond-sync"


@every_process
def test_conf_core_job_creation_default_execution_mode(api: Api, process: str) -> None:
    response = api.execute(process)
    assert response.status_code == 200
    assert "Preference-Applied" not in response.headers


@every_process
def test_conf_core_job_creation_request(api: Api, process: str) -> None:
    body: dict[str, Any] = {
        "inputs": inputs_of(process) if process == "echo" else {},
        "outputs": {outputs_of(api, process)[0]: {"transmissionMode": "value"}},
        "response": "document",
        "subscriber": {"successUrl": "http://127.0.0.1:9/", "failedUri": "http://127.0.0.1:9/"},
    }
    ogc10().check("execute", {**body, "inputs": {}})
    body["inputs"] = inputs_of(process)
    path = f"/processes/{process}/execution"
    assert api.client.post(path, json=body).status_code == 200


def test_conf_core_job_creation_inputs(api: Api, other: Elsewhere) -> None:
    inline = api.execute("echo", {"text": "x", "rows": ROWS}, response="document")
    href = other.offer("/rows.json", "application/json", json.dumps(ROWS).encode())
    linked = api.execute("echo", {"text": "x", "rows": {"href": href}}, response="document")
    assert inline.json() == linked.json()


@every_process
def test_conf_core_job_creation_input_inline(api: Api, process: str) -> None:
    document = api.execute(process, response="document")
    assert document.status_code == 200
    if process == "echo":
        assert {"text": "hello", "number": 2.5, "rows": ROWS}.items() <= document.json().items()


def test_conf_core_job_creation_input_ref(api: Api, other: Elsewhere) -> None:
    files = {
        "text": other.offer("/text.json", "application/json", b'"far"'),
        "number": other.offer("/number.json", "application/json", b"4.5"),
        "thing": other.offer("/thing.json", "application/json", json.dumps(THING).encode()),
        "rows": other.offer("/rows.csv", "text/csv", b"name,amount\na,1.5\nb,2\n"),
        "places": other.offer(
            "/places.geojson", "application/geo+json", json.dumps(PLACES).encode()
        ),
    }
    inputs = {name: {"href": href} for name, href in files.items()}
    document = api.execute("echo", inputs, response="document").json()
    assert document["text"] == "far"
    assert document["number"] == 4.5
    assert document["thing"]["value"] == THING
    assert document["rows"] == ROWS
    assert document["places"]["value"] == PLACES


def test_conf_core_job_creation_input_array(api: Api) -> None:
    description = api.json("/processes/echo")["inputs"]["numbers"]
    assert description["maxOccurs"] == 10
    assert description["schema"] == {"type": "number"}
    for numbers in ([1.5, 2.5], [1.5], [{"value": 1.5}, 2.5]):
        document = api.execute("echo", {"text": "x", "numbers": numbers}, response="document")
        assert document.json()["numbers"] == [1.5, 2.5][: len(numbers)]
    is_problem(api.execute("echo", {"text": "x", "numbers": [1.5] * 11}), 400)


def test_conf_core_job_creation_input_inline_object(api: Api) -> None:
    for thing in ({"value": THING}, THING, {"value": THING, "mediaType": "application/json"}):
        document = api.execute("echo", {"text": "x", "thing": thing}, response="document").json()
        assert document["thing"]["value"] == THING
    for measure in ({"value": {"value": 2.5}}, {"value": 2.5}):
        document = api.execute("echo", {"text": "x", "measure": measure}, response="document")
        assert document.json()["measure"]["value"] == {"value": 2.5}


def test_conf_core_job_creation_input_inline_mixed(api: Api) -> None:
    schema = api.json("/processes/echo")["inputs"]["rows"]["schema"]
    kinds = [one.get("contentMediaType") for one in schema["oneOf"]]
    assert kinds == [None, "text/csv", "application/vnd.apache.parquet"]
    for rows in (
        {"value": ROWS},
        {"value": ROWS, "mediaType": "application/json"},
        {"value": "name,amount\na,1.5\nb,2\n", "mediaType": "text/csv"},
        {"value": "name,amount\na,1.5\nb,2\n", "format": {"mediaType": "text/csv; header"}},
        {
            "value": "bmFtZSxhbW91bnQKYSwxLjUKYiwyCg==",
            "mediaType": "text/csv",
            "encoding": "base64",
        },
    ):
        document = api.execute("echo", {"text": "x", "rows": rows}, response="document").json()
        assert document["rows"] == ROWS


def test_conf_core_job_creation_input_inline_binary(api: Api) -> None:
    schema = api.json("/processes/echo")["inputs"]["picture"]["schema"]
    assert schema["contentEncoding"] == "base64"
    for picture in (PIXEL, {"value": PIXEL, "encoding": "base64", "mediaType": "image/png"}):
        outputs: dict[str, Any] = {"picture": {}}
        response = api.execute("echo", {"text": "x", "picture": picture}, outputs=outputs)
        assert response.headers["Content-Type"] == "image/png"
        assert response.content == b"\x89PNG\r\n\x1a\n"
    is_problem(api.execute("echo", {"text": "x", "picture": "???"}), 400)


def test_conf_core_job_creation_input_inline_bbox(api: Api) -> None:
    assert api.json("/processes/echo")["inputs"]["box"]["schema"]["format"] == "ogc-bbox"
    document = api.execute("echo", {"text": "x", "box": BOX}, response="document").json()
    assert document["box"] == BOX
    is_problem(api.execute("echo", {"text": "x", "box": {"bbox": [1.0]}}), 400)


@pytest.mark.parametrize(
    ("process", "name", "value"),
    [
        ("echo", "text", 1),
        ("echo", "number", -1.0),
        ("echo", "number", "2.5"),
        ("echo", "count", 1.5),
        ("echo", "flag", "yes"),
        ("echo", "choice", "blue"),
        ("echo", "day", "tomorrow"),
        ("echo", "thing.name", {"size": 1.0}),
        ("echo", "rows.0.amount", [{"name": "a", "amount": "much"}]),
        ("echo", "places", {"type": "FeatureCollection"}),
        ("echo", "nothing_like_it", 1),
        ("service-area", "radius", -1),
        ("service-area", "stops", []),
        ("solar-street", "latitude", 91.0),
    ],
)
def test_conf_core_job_creation_input_validation(
    api: Api, process: str, name: str, value: Any
) -> None:
    before = api.json(f"/jobs?processID={process}&limit=10000")["jobs"]
    response = api.execute(process, {**inputs_of(process), name.partition(".")[0]: value})
    problem = is_problem(response, 400, "invalid-parameter-value")
    ogc10().check("exception", problem)
    assert [error["input"] for error in problem["errors"]] == [name]
    assert all(error["message"] for error in problem["errors"])
    after = api.json(f"/jobs?processID={process}&limit=10000")["jobs"]
    assert len(after) == len(before)


@every_process
def test_conf_core_job_creation_sync_raw_value_one(api: Api, process: str) -> None:
    for name in outputs_of(api, process):
        outputs = {name: {"transmissionMode": "value"}}
        response = api.execute(process, response="raw", outputs=outputs)
        if response.status_code == 204:
            assert (process, name) == ("echo", "measure")  # it was given none
            continue
        assert response.status_code == 200
        assert response.headers["Content-Type"].partition("/")[0] in (
            "application",
            "text",
            "image",
        )
    if process == "echo":
        assert api.execute("echo", response="raw", outputs={"text": {}}).text == "hello"


@every_process
def test_conf_core_job_creation_sync_raw_value_multi(api: Api, process: str) -> None:
    names = outputs_of(api, process)[:2]
    outputs = {name: {"transmissionMode": "value"} for name in names}
    parts = parts_of(api.execute(process, response="raw", outputs=outputs))
    assert list(parts) == names
    for name, part in parts.items():
        alone = api.execute(process, response="raw", outputs={name: {}})
        assert part.get_payload(decode=True) == alone.content
        assert part.get_content_type() == alone.headers["Content-Type"].partition(";")[0]


@every_process
def test_conf_core_job_creation_sync_raw_ref(api: Api, process: str) -> None:
    names = outputs_of(api, process)[:2]
    for some in (names[:1], names):
        outputs = {name: {"transmissionMode": "reference"} for name in some}
        response = api.execute(process, response="raw", outputs=outputs)
        assert (response.status_code, response.content) == (204, b"")
        addresses = link_header(response, "http://www.opengis.net/def/rel/ogc/1.0/results")
        assert len(addresses) == len(some)
        for address, name in zip(addresses, some, strict=True):
            alone = api.execute(process, response="raw", outputs={name: {}})
            assert api.get(address).content == alone.content


@every_process
def test_conf_core_job_creation_sync_raw_mixed_multi(api: Api, process: str) -> None:
    here, there = outputs_of(api, process)[:2]
    outputs = {here: {"transmissionMode": "value"}, there: {"transmissionMode": "reference"}}
    parts = parts_of(api.execute(process, response="raw", outputs=outputs))
    assert parts[here].get_payload(decode=True)
    assert parts[there].get_payload(decode=True) == b""
    assert api.get(parts[there]["Content-Location"]).status_code == 200
    assert "Content-Location" not in parts[here]


@every_process
def test_conf_core_job_creation_sync_document(api: Api, process: str) -> None:
    response = api.execute(process, response="document")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    ogc10().unambiguous().check("results", response.json())
    outputs = {outputs_of(api, process)[0]: {"transmissionMode": "reference"}}
    response = api.execute(process, response="document", outputs=outputs)
    ogc10().check("results", response.json())
    assert list(response.json()) == list(outputs)


@every_process
def test_conf_core_job_creation_success_async(api: Api, process: str) -> None:
    response = api.execute(process, headers={"Prefer": "respond-async"})
    assert response.status_code == 201
    assert response.headers["Content-Type"] == "application/json"
    info = response.json()
    ogc10().check("statusInfo", info)
    assert response.headers["Location"] == f"{api.root}/jobs/{info['jobID']}"
    assert api.json(response.headers["Location"])["jobID"] == info["jobID"]


def test_conf_core_job_creation_default_outputs(api: Api) -> None:
    document = api.execute("echo", response="document").json()
    given = {name for name in EVERYTHING if name in outputs_of(api, "echo")}
    assert set(document) == given
