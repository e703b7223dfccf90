"""What a blueprint is besides a brick: a graph that can be drawn, written down, sent and run."""

import json
from typing import Any

from citybricks.kernel.blueprint import Blueprint
from citybricks.kernel.designed import designed, written
from citybricks.kernel.document import Document, document_of, graph_of
from citybricks.kernel.execute import Account, execute
from citybricks.kernel.nested import document_of_nested, nested
from citybricks.kernel.runner import Threads
from citybricks.kernel.store import Store
from citybricks.types import Model
from tests.contract.conftest import Tried

KIND = Blueprint
AnyBlueprint = Blueprint[..., Any]


def said(outcome: Model) -> str:
    """Return an outcome as JSON, whatever the order of its fields."""
    return json.dumps(outcome.model_dump(mode="json"), sort_keys=True)


def test_it_draws(brick: AnyBlueprint) -> None:
    graph = brick.graph
    assert len(graph.steps) >= 2, "one step is a brick"
    promised = {name for name, field in brick.outputs.model_fields.items() if field.is_required()}
    assert promised <= graph.outputs.keys()


def test_every_input_leads_to_a_step_and_every_step_to_an_output(brick: AnyBlueprint) -> None:
    graph = brick.graph
    used = {port.path for step in graph.steps.values() for port in step.ports() if not port.origin}
    assert used == brick.inputs.model_fields.keys()
    returned = {port.origin for port in graph.outputs.values()}
    idle = {name for name in graph.steps if not returned & {name, *graph.after(name)}}
    assert idle == set()


def test_its_document_is_the_same_after_a_journey_through_json(brick: AnyBlueprint) -> None:
    document = document_of(brick.graph)
    text = json.dumps(document.json_document())
    graph, problems = graph_of(Document.model_validate_json(text))
    assert problems == []
    assert document_of(graph) == document


def test_its_document_is_the_same_after_a_journey_through_nested_processes(
    brick: AnyBlueprint,
) -> None:
    document = written(brick)
    request = json.dumps(nested(document, "https://hub.example/ogc"))
    assert document_of_nested(json.loads(request)) == document


def test_called_executed_and_designed_it_returns_the_same_bytes(
    tried: Tried, tmp_path_factory: Any
) -> None:
    brick = tried.brick
    store = Store(tmp_path_factory.mktemp("store"))
    accounts: list[Account] = []
    told = execute(brick, tried.inputs, store=store, runner=Threads(2), tell=accounts.append)
    assert said(told) == said(tried.outcome)
    assert isinstance(brick, Blueprint)
    assert {one.step for one in accounts if "/" not in one.step} <= brick.graph.steps.keys()
    made = designed(written(brick))
    again = execute(made, made.inputs(**dict(tried.inputs)), store=store)
    assert said(again) == said(tried.outcome)
