"""A design is a nested process execution request, and a request is a design."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from citybricks.kernel.designed import designed, written
from citybricks.kernel.document import Document, document_of, graph_of
from citybricks.kernel.errors import WiringError
from citybricks.kernel.nested import OWN, document_of_nested, has_process, nested
from tests.kernel.joined import DISTRICT, EITHER
from tests.kernel.samples import homes
from tests.kernel.test_document import GOOD

BASE = "https://hub.example/ogc"


def bare(value: Any) -> Any:
    """Return a request without what the standard has no word for."""
    if isinstance(value, dict):
        return {name: bare(one) for name, one in value.items() if name != OWN}
    return [bare(one) for one in value] if isinstance(value, list) else value


def problems(document: Document) -> list[str]:
    return [str(each) for each in graph_of(document)[1]]


def test_a_step_is_written_where_it_is_used() -> None:
    document = Document.model_validate(GOOD)
    one = {
        "process": f"{BASE}/processes/sample-span",
        "inputs": {"left": {"$input": "start"}, "way": "most"},
        "outputs": {"length": {}},
    }
    two = {
        "process": f"{BASE}/processes/sample-span",
        "inputs": {"left": one, "right": 2},
        "outputs": {"share.value": {}},
    }
    assert bare(nested(document, f"{BASE}/")) == {
        "process": f"{BASE}/processes/gather",
        "inputs": {"value": two},
        "outputs": {"value": {}},
    }


def test_a_design_that_returns_what_one_step_yields_needs_nothing_above_it() -> None:
    document = document_of(EITHER.graph)
    request = nested(document, BASE)
    assert request["process"] == f"{BASE}/processes/sample-span"
    assert request["outputs"] == {"length": {}}
    assert request["inputs"]["left"]["process"] == f"{BASE}/processes/choose"
    assert document_of_nested(request) == document


def test_what_came_from_us_is_read_as_it_was() -> None:
    document = Document.model_validate(
        {
            **GOOD,
            "description": "Twice.",
            "inputs": {**GOOD["inputs"], "idle": {}},
            "steps": {**GOOD["steps"], "alone": {"brick": "sample-span", "version": "2.0.0"}},
        }
    )
    request = json.loads(json.dumps(nested(document, BASE)))
    assert document_of_nested(request) == document
    for whole in (written(DISTRICT), document_of(EITHER.graph)):
        assert document_of_nested(nested(whole, BASE)) == whole


def test_without_our_words_an_equal_design_comes_out() -> None:
    request = bare(nested(written(DISTRICT), "https://other.example/api"))
    document = document_of_nested(request)
    assert problems(document) == []
    assert sorted(step.brick for step in document.steps.values()) == [
        "sample-grow",
        "sample-pair",
        "sample-span",
    ]
    given = {"homes": homes(1, 2), "radius": 300.0}
    assert designed(document).run(given).model_dump() == DISTRICT.run(given).model_dump()


def test_equal_processes_are_one_step() -> None:
    one = {"process": "sample-span", "inputs": {"left": 1.0}}
    request = {"process": "sample-span", "inputs": {"left": one, "right": {**one, "outputs": {}}}}
    document = document_of_nested(request)
    assert list(document.steps) == ["sample-span", "sample-span-2"]
    assert designed(document).run({}).length == 4.0


@pytest.mark.parametrize(
    "address",
    [
        "sample-span",
        "../sample-span",
        "/ogc/processes/sample-span/",
        "https://elsewhere.example/x/processes/sample-span?f=json#top",
    ],
)
def test_only_the_last_part_of_an_address_names_the_brick(address: str) -> None:
    request = {"process": address, "inputs": {"left": 1}, "outputs": {"length": {}}}
    assert designed(document_of_nested(request)).run({}).model_dump() == {"length": 2.0}


def test_where_no_output_is_named_the_first_is_taken_and_all_of_the_last_process() -> None:
    inner = {"process": "sample-span", "inputs": {"left": 5}}
    document = document_of_nested({"process": "sample-span", "inputs": {"left": inner}})
    assert document.steps["sample-span-2"].inputs["left"].model_dump() == {
        "step": "sample-span",
        "output": "length",
    }
    assert list(document.outputs) == ["length", "share", "long"]


def test_values_are_as_they_are_or_qualified() -> None:
    def first(value: Any) -> Any:
        request = {"process": "sample-tell", "inputs": {"homes": homes(1), "lamp": value}}
        return document_of_nested(request).json_document()["steps"]["sample-tell"]["inputs"]["lamp"]

    lamp = {"power": 3.0}
    assert first(lamp) == first({"value": lamp}) == {"value": lamp}
    assert first({"value": lamp, "mediaType": "application/json"}) == {"value": lamp}
    assert first({"$input": "lamp"}) == {"input": "lamp"}
    assert first(None) == {"value": None}


def test_an_object_that_looks_like_a_process_or_an_input_survives() -> None:
    for value in ({"process": "x"}, {"$input": "y"}, {"value": {"value": 1}}, [{"value": 1}], None):
        document = Document.model_validate(
            {
                "steps": {"a": {"brick": "sample-gone", "inputs": {"x": {"value": value}}}},
                "outputs": {"y": {"step": "a", "output": "y"}},
            }
        )
        assert document_of_nested(json.loads(json.dumps(nested(document, BASE)))) == document


def test_what_is_not_here_is_told_when_it_is_drawn() -> None:
    document = document_of_nested({"process": "gone", "inputs": {}, "outputs": {"x": {}}})
    assert problems(document) == ["gone: there is no brick gone here"]


def test_fields_inside_an_output_may_be_asked_for() -> None:
    request = {"process": "sample-span", "inputs": {"left": 5}, "outputs": {"share.value": {}}}
    assert designed(document_of_nested(request)).run({}).share_value == 3.0


SPAN = {"process": "sample-span", "inputs": {"left": 5}}
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"inputs": {}}, "names no process"),
    ({"process": "/"}, "names no process"),
    ({"process": "a", "inputs": 3}, "inputs: must be an object with named fields, not 3"),
    ({"process": "a", "outputs": []}, r"outputs: must be an object with named fields, not \[\]"),
    (
        {"process": "a", "inputs": {"b": {"process": "c", "inputs": []}}},
        r"b\.inputs: must be an object with named fields",
    ),
    ({"process": "gather", "inputs": {"x": 3}}, "x: is not what a step yields"),
    ({"process": "gather", "inputs": {"x": {"$input": "y"}}}, "x: is not what a step yields"),
    ({"process": "gather", "outputs": {"x": {}}}, "x: is not what a step yields"),
    (
        {"process": "a", "inputs": {"b": {**SPAN, "outputs": {"length": {}, "long": {}}}}},
        "b: takes one output of sample-span, not length, long",
    ),
    ({"process": "a", "inputs": {"b": [SPAN]}}, "b: is a list with processes in it"),
    ({"process": "a", "inputs": {"b": {"$input": "no name"}}}, "b: must look like .*, not no name"),
    ({"process": "a", OWN: {"inputs": 3}}, r"x-citybricks\.inputs: must be an object"),
    ({"process": "a", OWN: {"steps": 3}}, r"x-citybricks\.steps: must be an object"),
]


@pytest.mark.parametrize(("request_", "why"), REFUSED)
def test_what_is_no_process_is_refused_where_it_is(request_: dict[str, Any], why: str) -> None:
    with pytest.raises(WiringError, match=f"^{why}"):
        document_of_nested(request_)


@pytest.mark.parametrize(
    "value",
    [
        {"process": "a", "outputs": {"-": {}}},
        {"process": "a", OWN: {"step": "a.b"}},
        {"process": "a", OWN: {"inputs": {"b": 3}}},
        {"process": "a", OWN: {"steps": {"b": 3}}},
        {"process": "a", OWN: {"title": 3}},
        {"process": "a", OWN: {"version": 3}},
    ],
)
def test_names_and_texts_that_no_design_has_are_refused(value: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        document_of_nested(value)


def test_processes_are_nested_so_deep_and_no_deeper() -> None:
    request: dict[str, Any] = {"process": "sample-span", "inputs": {"left": 1}}
    for at in range(99):
        request = {"process": "sample-span", "inputs": {"left": request, "right": at}}
    assert designed(document_of_nested(request)).run({}).length == 4853.0
    document = document_of_nested(request)
    assert document_of_nested(nested(document, BASE)) == document
    for name in ("left", ""):
        deeper = request
        for _ in range(60):
            deeper = {"process": "sample-span", "inputs": {name: deeper}}
        with pytest.raises(WiringError, match="has processes nested deeper than 100"):
            document_of_nested(deeper)


def test_a_step_that_stands_for_too_many_is_refused_and_not_written() -> None:
    steps: dict[str, Any] = {"s0": {"brick": "sample-span", "inputs": {"left": {"value": 1}}}}
    for at in range(1, 60):
        both = {"step": f"s{at - 1}", "output": "length"}
        steps[f"s{at}"] = {"brick": "sample-span", "inputs": {"left": both, "right": both}}
    outputs = {"length": {"step": "s59", "output": "length"}}
    with pytest.raises(WiringError, match="stands for more than 10000 processes"):
        nested(Document.model_validate({"steps": steps, "outputs": outputs}), BASE)


def test_an_unfinished_design_is_not_written() -> None:
    steps: dict[str, Any] = {
        "a": {"brick": "sample-span", "inputs": {"left": {"step": "b", "output": "length"}}}
    }
    outputs = {"length": {"step": "a", "output": "length"}}
    with pytest.raises(WiringError, match=r"^a\.left: there is no step b"):
        nested(Document.model_validate({"steps": steps, "outputs": outputs}), BASE)
    steps["b"] = {"brick": "sample-span", "inputs": {"left": {"step": "a", "output": "length"}}}
    with pytest.raises(WiringError, match="the steps a → b → a go round in a circle"):
        nested(Document.model_validate({"steps": steps, "outputs": outputs}), BASE)


def test_a_request_with_processes_is_told_from_one_without() -> None:
    assert has_process({"a": 1, "b": {"process": "x"}})
    assert has_process({"a": [1, {"process": "x", "inputs": {}}]})
    assert has_process({"a": {"$input": "x"}})
    assert not has_process({"a": 1, "b": {"value": {"process": "x"}}, "c": {"process": 3}})
    assert not has_process({"a": {"process": "wet", "temperature": 3}})
