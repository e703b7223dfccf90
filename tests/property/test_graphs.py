"""Any blueprint is drawn as it runs, written down as it is drawn, and run as it is written."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from citybricks.kernel.blueprint import Blueprint
from citybricks.kernel.designed import designed, identity
from citybricks.kernel.document import Document, document_of, graph_of
from citybricks.kernel.execute import execute
from citybricks.kernel.nested import OWN, document_of_nested, nested
from citybricks.kernel.runner import Threads
from citybricks.types import Model
from tests.kernel.planned import GIVEN, blueprints, given_to

AnyBlueprint = Blueprint[..., Any]
VALUES = st.fixed_dictionaries(GIVEN)


def said(outcome: Model, names: set[str]) -> str:
    """Return the outputs of those names as JSON."""
    document = outcome.model_dump(mode="json", include=names)
    return json.dumps(document, sort_keys=True)


@settings(max_examples=80)
@given(blueprints())
def test_a_graph_that_is_written_down_read_and_written_again_is_the_same(
    blueprint: AnyBlueprint,
) -> None:
    document = document_of(blueprint.graph, title="区", description="What it does.")
    text = json.dumps(document.json_document())
    graph, problems = graph_of(Document.model_validate_json(text))
    assert problems == []
    again = document_of(graph, title="区", description="What it does.")
    assert again == document
    assert identity(again) == identity(document)
    assert json.loads(text) == again.json_document()


@given(blueprints(), VALUES)
def test_called_executed_in_steps_and_designed_it_returns_the_same_bytes(
    blueprint: AnyBlueprint, values: dict[str, Any]
) -> None:
    inputs = given_to(blueprint, values)
    names = set(blueprint.graph.outputs)
    called = said(blueprint(**inputs), names)
    assert said(execute(blueprint, blueprint.inputs(**inputs)), names) == called
    made = designed(document_of(blueprint.graph))
    assert said(made(**inputs), names) == called
    whole = execute(made, made.inputs(**inputs), runner=Threads(2))
    assert json.dumps(whole.model_dump(mode="json"), sort_keys=True) == called


@given(blueprints(), VALUES)
def test_sent_as_nested_processes_it_returns_the_same_bytes(
    blueprint: AnyBlueprint, values: dict[str, Any]
) -> None:
    inputs = given_to(blueprint, values)
    called = said(blueprint(**inputs), set(blueprint.graph.outputs))
    document = document_of(blueprint.graph, title="区")
    request = json.dumps(nested(document, "https://hub.example/ogc"))
    assert document_of_nested(json.loads(request)) == document
    for text in (request, json.dumps(without_our_words(json.loads(request)))):
        made = designed(document_of_nested(json.loads(text)))  # idle steps have no place in it
        needed = {name: inputs[name] for name in made.inputs.model_fields}
        assert said(made(**needed), set(blueprint.graph.outputs)) == called


def without_our_words(value: Any) -> Any:
    """Return a request with what the standard has a word for."""
    if isinstance(value, dict):
        return {name: without_our_words(one) for name, one in value.items() if name != OWN}
    return [without_our_words(one) for one in value] if isinstance(value, list) else value


@settings(max_examples=80)
@given(blueprints())
def test_a_wire_leads_only_from_a_step_before(blueprint: AnyBlueprint) -> None:
    seen: set[str | None] = {None}
    for name, step in blueprint.graph.steps.items():
        assert {port.origin for port in step.ports()} <= seen
        seen.add(name)
        after = blueprint.graph.after(name)
        assert name not in after
        assert after <= blueprint.graph.steps.keys() - seen
    assert {port.origin for port in blueprint.graph.outputs.values()} <= seen
