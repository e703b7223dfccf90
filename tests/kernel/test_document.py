"""Documents are graphs as JSON: read, checked, and told what is wrong with them."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from citybricks.kernel.document import STEPS, Document, document_of, graph_of
from citybricks.types import Metres
from tests.kernel.joined import DISTRICT, EITHER

GOOD: dict[str, Any] = {
    "title": "How far",
    "inputs": {"start": {"title": "Start", "default": {"value": 3}}},
    "steps": {
        "one": {
            "brick": "sample-span",
            "version": "2.0.3",
            "inputs": {"left": {"input": "start"}, "way": {"value": "most"}},
        },
        "two": {
            "brick": "sample-span",
            "inputs": {"left": {"step": "one", "output": "length"}, "right": {"value": 2}},
        },
    },
    "outputs": {"value": {"step": "two", "output": "share.value"}},
}


def changed(*path: str, to: Any) -> dict[str, Any]:
    """Return the good document with one thing changed."""
    document = json.loads(json.dumps(GOOD))
    inside = document
    for name in path[:-1]:
        inside = inside[name]
    inside[path[-1]] = to
    return document  # type: ignore[no-any-return] # an object


def problems(document: dict[str, Any]) -> list[str]:
    """Return what is wrong with a document."""
    return [str(each) for each in graph_of(Document.model_validate(document))[1]]


def test_a_document_that_is_right_is_a_graph() -> None:
    graph, found = graph_of(Document.model_validate(GOOD))
    assert found == []
    assert list(graph.steps) == ["one", "two"]
    assert str(graph.outputs["value"]) == "two.share.value"
    assert graph.inputs["start"].hint == Metres


def test_a_document_says_nothing_twice_and_nothing_empty() -> None:
    document = Document.model_validate(GOOD)
    assert document.json_document() == GOOD
    assert Document.model_validate_json(json.dumps(document.json_document())) == document


def test_a_written_graph_names_brick_and_version_of_each_step() -> None:
    steps = document_of(DISTRICT.graph).steps
    assert {name: (step.brick, step.version) for name, step in steps.items()} == {
        "sample-pair": ("sample-pair", "1.0.0"),
        "sample-grow": ("sample-grow", "1.0.0"),
        "sample-span": ("sample-span", "2.1.0"),
    }


def step(**inputs: Any) -> dict[str, Any]:
    """Return a step of the sample brick."""
    return {"brick": "sample-span", "inputs": inputs}


FAULTS: list[tuple[str, dict[str, Any], list[str]]] = [
    (
        "unknown step",
        changed("steps", "two", "inputs", "left", to={"step": "three", "output": "length"}),
        ["two.left: there is no step three"],
    ),
    (
        "unknown step of an output",
        changed("outputs", "value", to={"step": "three", "output": "length"}),
        ["value: there is no step three"],
    ),
    (
        "unknown brick",
        changed("steps", "one", "brick", to="sample-nothing"),
        ["one: there is no brick sample-nothing here"],
    ),
    (
        "unknown output",
        changed("steps", "two", "inputs", "left", to={"step": "one", "output": "width"}),
        ["one.width: sample-span yields no width; it yields: length, share, long"],
    ),
    (
        "unknown field",
        changed("outputs", "value", to={"step": "two", "output": "share.worth"}),
        ["two.share: has no field worth; it is Indicator"],
    ),
    (
        "private field",
        changed("outputs", "value", to={"step": "two", "output": "share.__class__"}),
        ["value: two yields no share.__class__"],
    ),
    (
        "private output",
        changed("outputs", "value", to={"step": "two", "output": "_ports"}),
        ["value: two yields no _ports"],
    ),
    (
        "method of what a step yields",
        changed("outputs", "value", to={"step": "two", "output": "names"}),
        ["two.names: sample-span yields no names; it yields: length, share, long"],
    ),
    (
        "unknown own input",
        changed("steps", "one", "inputs", "left", to={"input": "stop"}),
        ["one.left: the blueprint has no input stop", "start: leads to no step"],
    ),
    (
        "unknown input of a brick",
        changed("steps", "one", "inputs", "width", to={"value": 1}),
        ["one.width: sample-span has no input width; it has: left, right, way"],
    ),
    (
        "input without a value",
        changed("steps", "two", "inputs", to={}),
        ["two.left: is needed and was given nothing"],
    ),
    (
        "wrong constant",
        changed("steps", "two", "inputs", "right", to={"value": -2}),
        ["two.right: must be at least 0, not -2"],
    ),
    (
        "wrong type",
        changed("steps", "two", "inputs", "left", to={"step": "one", "output": "share"}),
        ["two.left: one.share is Indicator, not float"],
    ),
    (
        "wrong major version",
        changed("steps", "one", "version", to="1.9.0"),
        ["one: was made for sample-span 1.9.0; here is 2.1.0"],
    ),
    (
        "own input that leads nowhere",
        changed("inputs", "stop", to={}),
        ["stop: leads to no step"],
    ),
    ("nothing returned", changed("outputs", to={}), ["outputs: the blueprint returns nothing yet"]),
    (
        "a circle",
        changed("steps", "one", "inputs", "left", to={"step": "two", "output": "length"}),
        ["steps: the steps one → two → one go round in a circle"],
    ),
    (
        "a step that needs itself",
        changed("steps", "one", "inputs", "left", to={"step": "one", "output": "length"}),
        ["steps: the steps one → one go round in a circle"],
    ),
    (
        "two branches of no common type",
        changed(
            "steps",
            "two",
            to={
                "brick": "choose",
                "inputs": {
                    "condition": {"value": True},
                    "yes": {"step": "one", "output": "length"},
                    "no": {"step": "one", "output": "share"},
                },
            },
        ),
        ["two: chooses between float [m] and Indicator, which are of no common type"],
    ),
]


@pytest.mark.parametrize(("document", "said"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_whatever_is_wrong_is_said_where_it_is(document: dict[str, Any], said: list[str]) -> None:
    assert problems(document) == said


def test_everything_that_is_wrong_is_said_at_once() -> None:
    document = changed("steps", "one", "brick", to="sample-nothing")
    document["steps"]["two"]["inputs"]["right"] = {"value": -2}
    document["inputs"]["stop"] = {}
    assert problems(document) == [
        "one: there is no brick sample-nothing here",
        "two.right: must be at least 0, not -2",
        "stop: leads to no step",
    ]


@pytest.mark.parametrize("name", ["class", "return", "_x", "model_dump", "json", "copy", "schema"])
@pytest.mark.parametrize("side", ["inputs", "outputs"])
def test_a_name_that_is_taken_is_refused(name: str, side: str) -> None:
    document = json.loads(json.dumps(GOOD))
    if side == "inputs":
        document["inputs"][name] = document["inputs"].pop("start")
        document["steps"]["one"]["inputs"]["left"] = {"input": name}
    else:
        document["outputs"][name] = document["outputs"].pop("value")
    assert problems(document) == [f"{name}: cannot be called that: the name is taken"]


@pytest.mark.parametrize("name", ["self", "cls", "半径", "übergang", "type", "brick", "inputs"])
def test_other_names_are_free(name: str) -> None:
    document = json.loads(json.dumps(GOOD))
    document["inputs"][name] = document["inputs"].pop("start")
    document["steps"]["one"]["inputs"]["left"] = {"input": name}
    document["outputs"][name] = document["outputs"].pop("value")
    assert problems(document) == []


@pytest.mark.parametrize(
    ("document", "where"),
    [
        (changed("steps", to={f"s{at}": step() for at in range(STEPS + 1)}), "steps"),
        (changed("steps", "a.b", to=step()), "steps.a.b"),
        (changed("inputs", "1st", to={}), "inputs.1st"),
        (changed("colour", to="red"), "colour"),
        (changed("steps", "one", "inputs", "left", to=3), "steps.one.inputs.left"),
        (changed("steps", "one", "inputs", "left", to={}), "steps.one.inputs.left"),
        (changed("outputs", "value", to={"input": "start"}), "outputs.value"),
        (changed("title", to="x" * 4001), "title"),
    ],
)
def test_what_is_no_document_is_refused(document: dict[str, Any], where: str) -> None:
    with pytest.raises(ValidationError) as error:
        Document.model_validate(document)
    assert {".".join(map(str, one["loc"])).startswith(where) for one in error.value.errors()} == {
        True
    }


def test_a_hundred_steps_one_after_another_are_no_problem() -> None:
    document = changed("steps", to={"s0": step(left={"input": "start"})})
    for at in range(1, STEPS):
        document["steps"][f"s{at}"] = step(left={"step": f"s{at - 1}", "output": "length"})
    document["steps"] = dict(reversed(document["steps"].items()))
    document["outputs"] = {"length": {"step": f"s{STEPS - 1}", "output": "length"}}
    graph, found = graph_of(Document.model_validate(document))
    assert found == []
    assert list(graph.steps) == [f"s{at}" for at in range(STEPS)]


def test_an_input_has_the_narrowest_type_of_the_steps_it_leads_to_in_any_order() -> None:
    choice = {
        "brick": "choose",
        "inputs": {"condition": {"value": True}, "yes": {"input": "start"}, "no": {"value": 1.0}},
    }
    plain = step(left={"step": "choose", "output": "chosen"}, right={"input": "start"})
    outputs = {"length": {"step": "b", "output": "length"}}
    for steps in ({"choose": choice, "b": plain}, {"b": plain, "choose": choice}):
        document = {"inputs": {"start": {}}, "steps": steps, "outputs": outputs}
        graph, found = graph_of(Document.model_validate(document))
        assert found == []
        assert graph.inputs["start"].hint == Metres
        assert graph.steps["choose"].given["yes"].hint == Metres


def test_steps_that_want_different_things_of_one_input_are_named() -> None:
    document = changed(
        "steps", "two", to={"brick": "sample-grow", "inputs": {"homes": {"input": "start"}}}
    )
    document["outputs"] = {"residents": {"step": "two", "output": "residents"}}
    assert problems(document) == [
        "two.homes: start is float, not Table[Home]",
    ]


def test_numbers_in_two_units_are_not_held_against_each_other() -> None:
    document = json.loads(json.dumps(GOOD))
    document["steps"] |= {
        "far": {"brick": "sample-sheds", "inputs": {"radius": {"value": 3}}},
        "held": {
            "brick": "compare",
            "inputs": {
                "value": {"step": "far", "output": "far"},
                "relation": {"value": "<"},
                "limit": {"step": "two", "output": "length"},
            },
        },
    }
    assert problems(document) == ["held.limit: is in m, and value is in km"]


def test_a_branch_is_written_like_any_other_step() -> None:
    document = document_of(EITHER.graph).json_document()
    assert document["steps"]["choose"] == {
        "brick": "choose",
        "version": "1.0.0",
        "inputs": {
            "condition": {"input": "far"},
            "yes": {"step": "sample-span", "output": "length"},
            "no": {"step": "sample-span-2", "output": "length"},
        },
    }
