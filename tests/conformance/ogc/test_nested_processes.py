"""Requirements of the class Nested Processes of Part 3 (OGC 21-009, draft), and what we add."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citybricks.kernel.document import Document
from citybricks.kernel.nested import nested
from tests.conformance.api import (
    EVERYTHING,
    PLACES,
    ROWS,
    Api,
    inputs_of,
    is_problem,
    rels,
)
from tests.conformance.elsewhere import Elsewhere

HELLO = {"process": "echo", "inputs": {"text": "hello"}, "outputs": {"text": {}}}


def faults(problem: dict[str, Any]) -> dict[str, str]:
    """Return what is wrong with each input."""
    return {one["input"]: one["message"] for one in problem["errors"]}


@pytest.mark.parametrize("address", ["echo", "../echo", "/ogc/processes/echo", "{root}/echo"])
def test_req_nested_processes_referenced_process(api: Api, address: str) -> None:
    process = address.format(root=f"{api.root}/processes")
    inner = {**HELLO, "process": process}
    body = {
        "process": f"{api.root}/processes/echo",
        "inputs": {"text": inner, "seed": 5},
        "outputs": {"text": {}},
    }
    response = api.client.post("/processes/echo/execution", json=body)
    assert response.status_code == 200
    assert response.text == "hello"


def test_req_nested_processes_process_execution(api: Api) -> None:
    """The selected output is the input, or else the first; three processes deep."""
    deep = {"process": "echo", "inputs": {"text": {"process": "echo", "inputs": {"text": HELLO}}}}
    response = api.execute("echo", {"text": deep, "number": 2.5}, response="document")
    assert response.status_code == 200
    assert response.json()["text"] == "hello"
    number = {"process": "echo", "inputs": {"text": "x", "number": 7.5}, "outputs": {"number": {}}}
    body: dict[str, Any] = {"response": "document", "outputs": {"number": {}}}
    response = api.execute("echo", {"text": "y", "number": number}, **body)
    assert response.json() == {"number": 7.5}


def test_real_processes_are_nested(api: Api) -> None:
    """Who is covered by one radius is asked about with another."""
    given_ = inputs_of("service-area")
    covered = {"process": "service-area", "inputs": given_, "outputs": {"covered": {}}}
    inputs = {"stops": given_["stops"], "homes": covered}
    response = api.execute("service-area", inputs, response="document", outputs={"share": {}})
    assert response.status_code == 200, response.text
    assert response.json()["share"]["value"]["unit"] == "%"


def test_a_blueprint_is_a_process_like_any_brick(api: Api) -> None:
    listed = {one["id"] for one in api.json("/processes?limit=1000")["processes"]}
    assert {"lit-way", "service-area"} <= listed
    process = api.json("/processes/lit-way")
    assert process["inputs"]["radius"]["x-ogc-unit"] == "m"
    response = api.execute("lit-way", {"radius": -5}, query="?validate=true")
    assert "radius" in faults(is_problem(response, 400, "invalid-parameter-value"))


def test_later_it_is_a_job_like_any_other(api: Api) -> None:
    address = api.start("echo", {"text": HELLO, "rows": ROWS}, response="document")
    info = api.ended(address)
    assert info["status"] == "successful"
    assert info["processID"].startswith("blueprint-")
    assert api.json(f"{address}/results")["text"] == "hello"
    process = api.json(rels(info)["up"]["href"])
    assert process["id"] == info["processID"]
    assert set(process["inputs"]) == {"echo_2_rows"}  # data is an input, not part of the design
    listed = [one["id"] for one in api.json("/processes?limit=1000")["processes"]]
    assert info["processID"] not in listed


def test_a_design_is_posted_as_it_is_exported(api: Api) -> None:
    echo = {"brick": "echo", "version": "1.2.3"}
    document = Document.model_validate(
        {
            "title": "Two echoes",
            "inputs": {"said": {"default": {"value": "nothing"}}},
            "steps": {
                "first": {**echo, "inputs": {"text": {"input": "said"}, "flag": {"value": True}}},
                "second": {
                    **echo,
                    "inputs": {
                        "text": {"step": "first", "output": "text"},
                        "thing": {"value": {"name": "bench", "size": 2.5}},
                    },
                },
            },
            "outputs": {
                "said": {"step": "first", "output": "text"},
                "size": {"step": "second", "output": "thing"},
            },
        }
    )
    request = nested(document, api.root)
    assert request["process"] == f"{api.root}/processes/gather"
    post = f"{request['process']}/execution"
    for more, said in (({}, "nothing"), ({"$inputs": {"said": "much"}}, "much")):
        response = api.client.post(post, json={**request, **more, "response": "document"})
        assert response.status_code == 200, response.text
        assert response.json() == {
            "said": said,
            "size": {"value": {"name": "bench", "size": 2.5}, "mediaType": "application/json"},
        }


def test_of_two_branches_only_the_chosen_one_is_run(api: Api) -> None:
    refused = {"process": "echo", "inputs": {"text": "no", "ending": "refused"}}
    choice = {"process": "choose", "inputs": {"condition": True, "yes": HELLO, "no": refused}}
    response = api.execute("echo", {"text": choice}, outputs={"text": {}})
    assert response.text == "hello"


def test_fields_inside_an_output_are_named_by_their_path(api: Api) -> None:
    inner = {
        "process": "echo",
        "inputs": {"text": "x", "measure": {"value": {"value": 4.5}}},
        "outputs": {"text": {}},
    }
    body: dict[str, Any] = {"response": "document", "outputs": {"thing.name": {}}}
    inputs = {"text": inner, "thing": {"value": {"name": "bench"}}}
    refused = is_problem(api.execute("echo", inputs, **body), 400, "invalid-parameter-value")
    assert "thing" in json.dumps(refused)  # it may be left out, so it has no fields for sure
    given_ = inputs_of("service-area")
    share = {"process": "service-area", "inputs": given_, "outputs": {"share.value": {}}}
    inputs = {"text": "x", "number": share}
    response = api.execute("echo", inputs, outputs={"number": {}}, response="document")
    assert response.status_code == 200, response.text
    assert response.json()["number"] >= 0


def test_a_value_by_address_and_a_file_are_read_inside(api: Api, other: Elsewhere) -> None:
    address = other.offer("/rows.json", "application/json", json.dumps(ROWS).encode())
    text = other.offer("/text.txt", "text/plain", b"far")
    inner = {
        "process": "echo",
        "inputs": {"text": {"href": text}, "rows": {"href": address}},
        "outputs": {"rows": {}},
    }
    response = api.execute("echo", {"text": "x", "rows": inner}, outputs={"rows": {}})
    assert response.status_code == 200, response.text
    assert response.json() == ROWS


def test_equal_data_is_an_input_once(api: Api) -> None:
    inner = {"process": "echo", "inputs": {"text": "x", "places": PLACES}}
    address = api.start("echo", {"text": inner, "places": PLACES, "rows": ROWS})
    process = api.json(rels(api.ended(address))["up"]["href"])
    assert set(process["inputs"]) == {"echo_places", "echo_2_rows"}


@pytest.mark.parametrize(
    ("inputs", "where", "why"),
    [
        ({"text": {"process": "gone"}}, "gone", "no brick gone"),
        ({"text": {"process": ""}}, "text", "names no process"),
        ({"text": {**HELLO, "outputs": {"texts": {}}}}, "echo.texts", "yields no texts"),
        ({"text": {**HELLO, "outputs": {"number": {}}}}, "echo-2.text", "is float, not str"),
        ({"text": {**HELLO, "outputs": {"text": {}, "count": {}}}}, "text", "one output"),
        ({"text": {**HELLO, "inputs": {"text": 3}}}, "echo.text", "must be text, not 3"),
        ({"text": {**HELLO, "inputs": {"word": "x"}}}, "echo.word", "has no input word"),
        ({"text": {**HELLO, "inputs": {}}}, "echo.text", "is needed"),
        ({"text": {**HELLO, "inputs": 3}}, "text.inputs", "must be an object"),
        ({"text": HELLO, "rows": [{"name": 3}]}, "echo-2.rows.amount", "column is missing"),
        ({"text": {"process": "echo", "inputs": {"text": {"$input": "word"}}}}, "word", "required"),
        ({"text": {"$input": "no name"}}, "text", "must look like"),
        ({"text": "x", "numbers": [HELLO]}, "numbers", "list with processes"),
        ({"text": HELLO, "no": 3}, "echo-2.no", "has no input no"),
    ],
)
def test_what_does_not_fit_is_refused_by_step_and_input(
    api: Api, inputs: dict[str, Any], where: str, why: str
) -> None:
    response = api.execute("echo", inputs)
    problem = is_problem(response, 400, "invalid-parameter-value")
    assert why in faults(problem)[where]
    checked = api.execute("echo", inputs, query="?validate=true")
    assert faults(is_problem(checked, 400)) == faults(problem)


def test_what_is_wrong_is_said_in_chinese_too(api: Api) -> None:
    inputs = {"text": {**HELLO, "inputs": {"text": 3}}}
    response = api.execute("echo", inputs, headers={"Accept-Language": "zh-Hans"})
    (message,) = faults(is_problem(response, 400)).values()
    assert any("\u4e00" <= each <= "\u9fff" for each in message)


def test_a_step_that_refuses_is_named(api: Api) -> None:
    inner = {**HELLO, "inputs": {"text": "x", "ending": "refused"}}
    problem = is_problem(api.execute("echo", {"text": inner}), 400)
    assert all(name.startswith("echo") for name in faults(problem))


def test_a_request_that_is_only_checked_runs_nothing(api: Api) -> None:
    inputs = {"text": {**HELLO, "inputs": {"text": "only checked"}}}
    response = api.execute("echo", inputs, query="?validate=true")
    assert response.status_code == 200


def test_a_request_that_is_too_deep_is_refused(api: Api) -> None:
    inner: dict[str, Any] = HELLO
    for _ in range(150):
        inner = {"process": "echo", "inputs": {"text": inner}}
    problem = is_problem(api.execute("echo", {"text": inner}), 400)
    assert "deeper than 100" in json.dumps(problem)


def test_nobody_else_sees_a_private_one(api: Api, tokens: dict[str, str]) -> None:
    headers = {"Prefer": "respond-async", "Authorization": f"Bearer {tokens['officer']}"}
    started = api.execute("echo", {"text": HELLO, "seed": 77}, headers=headers)
    assert started.status_code == 201
    is_problem(api.get(started.headers["Location"]), 404, "no-such-job")


NESTS = st.recursive(
    st.none() | st.integers() | st.text(max_size=4) | st.just(HELLO) | st.just({"$input": "x"}),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.fixed_dictionaries(
            {"process": st.sampled_from(["echo", "gather", "choose", "", "no/such", "a b.c"])},
            optional={
                "inputs": st.dictionaries(
                    st.sampled_from(["text", "number", "rows", "yes", "no", "condition", "", "é"]),
                    inner,
                    max_size=3,
                )
                | inner,
                "outputs": st.dictionaries(
                    st.sampled_from(["text", "number", "thing.name", "_x", "", "chosen", "copy"]),
                    st.just({}),
                    max_size=2,
                )
                | inner,
                "x-citybricks": inner
                | st.fixed_dictionaries({"step": st.text(max_size=3) | inner, "version": inner}),
            },
        )
    ),
    max_leaves=8,
)


@given(name=st.sampled_from([*EVERYTHING, "", "self", "class"]), value=NESTS, top=st.booleans())
@settings(suppress_health_check=list(HealthCheck), max_examples=60)
def test_whatever_is_nested_the_answer_is_a_result_or_a_problem(
    api: Api, name: str, value: Any, *, top: bool
) -> None:
    process = "gather" if top else "echo"
    path = f"/processes/{process}/execution"
    body = {"inputs": {"text": "x", name: value}, "$inputs": {"x": 3}, "response": "document"}
    if top:
        body["inputs"] = {name: value}
    response = api.client.post(path, json=body)
    assert response.status_code in (200, 204, 400), response.text


def test_nothing_broke(hub: Any) -> None:
    """Runs last of the module."""
    assert "request broke" not in hub.log()
