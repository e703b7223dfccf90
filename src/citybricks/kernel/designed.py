"""Blueprints made of documents: bricks like any other, whose id is the digest of what they do."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pydantic import Field, ValidationError, create_model

from citybricks.kernel.blueprint import DEPTH, Blueprint, depth
from citybricks.kernel.document import Document, InputDocument, constant_of, document_of, graph_of
from citybricks.kernel.errors import NoSuchRun, WiringError
from citybricks.kernel.execute import execute
from citybricks.kernel.graph import CHOOSE, Graph, Port, constant
from citybricks.kernel.outcome import Outcome
from citybricks.kernel.run import current
from citybricks.kernel.store import Store, canonical, digest

PREFIX = "blueprint-"


@dataclass(frozen=True)
class Designed(Blueprint[..., Any]):
    """A blueprint that was drawn, not written.

    Parameters
    ----------
    document
        What was drawn.
    drawn
        Its graph.
    """

    document: Document = field(default_factory=Document, compare=False)
    drawn: Graph = field(default_factory=Graph, compare=False)

    def __reduce__(self) -> Any:
        return designed, (self.document,)

    @property
    def graph(self) -> Graph:
        """Its steps and wires."""
        return self.drawn


def identity(document: Document) -> str:
    """Return the id of a document's blueprint: equal documents have one."""
    return PREFIX + digest(canonical(document.json_document()))


def keep(document: Document, store: Store) -> Designed:
    """Make a blueprint of a document, and keep the document where others find it by its id.

    Raises
    ------
    WiringError
        When something does not fit, or is missing.
    """
    made = designed(document)
    store.keep_document(made.id, canonical(document.json_document()))
    return made


def designed(document: Document) -> Designed:
    """Make a blueprint of a document.

    Raises
    ------
    WiringError
        When something does not fit, or is missing; it is the first of `graph_of`'s.
    """
    graph, problems = graph_of(document)
    if problems:
        raise problems[0]
    if depth(graph) > DEPTH:
        raise WiringError("", "blueprints are nested deeper than {limit}", limit=DEPTH)
    made: Designed

    def run(**given: Any) -> Any:
        return execute(made, made.inputs(**given), current())

    run.__doc__ = _docstring(document, graph)
    run.__annotations__ = {name: port.hint for name, port in graph.inputs.items()}
    run.__annotations__["return"] = _outcome(document, graph)
    run.__signature__ = inspect.Signature(_parameters(document, graph))  # type: ignore[attr-defined] # Python reads it
    made = Designed(identity(document), "1.0.0", run, document=document, drawn=graph)
    return made


def written(blueprint: Blueprint[..., Any]) -> Document:
    """Write a blueprint down with its texts and defaults: `designed` makes one that does the same.

    Raises
    ------
    WiringError
        When its body does more than join bricks.
    """
    if isinstance(blueprint, Designed):
        return blueprint.document
    said = {each.arg_name: each.description or "" for each in blueprint.doc.params}
    inputs = {
        name: InputDocument(
            description=said.get(name, ""),
            default=None if info.is_required() else constant_of(blueprint, name, info.default),
        )
        for name, info in blueprint.inputs.model_fields.items()
    }
    document = document_of(
        blueprint.graph, title=blueprint.title, description=blueprint.doc.long_description or ""
    )
    return document.model_copy(update={"inputs": inputs})


def _parameters(document: Document, graph: Graph) -> list[inspect.Parameter]:
    """Return the parameters, in the order of the document."""
    parameters = [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=_default(document, graph, name)
        )
        for name in document.inputs
    ]
    return sorted(parameters, key=lambda one: one.default is not one.empty)


def _default(document: Document, graph: Graph, name: str) -> Any:
    """Return what an input is when it is not given: as the document says, or as its step does."""
    brick, inner = _consumer(graph, name)
    said = document.inputs[name].default
    if said is not None:
        return constant(brick, name, inner, said.value)
    return inspect.signature(brick.function).parameters[inner].default


def _consumer(graph: Graph, name: str) -> tuple[Any, str]:
    """Return the first step input that an input of the blueprint leads to."""
    uses = (
        (step.brick, inner)
        for step in graph.steps.values()
        for inner, value in step.given.items()
        if isinstance(value, Port) and value.origin is None and value.path == name
    )
    return min(uses, key=lambda use: use[0] is CHOOSE)


def _outcome(document: Document, graph: Graph) -> type[Outcome]:
    fields: dict[str, Any] = {
        name: (port.hint, Field(description=_said_of(graph, port)))
        for name, port in graph.outputs.items()
    }
    made = create_model("Outcome", __base__=Outcome, __doc__=document.title, **fields)
    made.__module__ = __name__
    return made


def _said_of(graph: Graph, port: Port) -> str | None:
    """Return what the step says of what it yields."""
    info = graph.steps[str(port.origin)].brick.outputs.model_fields.get(port.path)
    return info.description if info else None


def _docstring(document: Document, graph: Graph) -> str:
    """Write the docstring that a blueprint written in Python would have."""
    title = " ".join(document.title.split()).rstrip(".") or "Blueprint"
    lines = [f"{title}.", "", document.description, "", "Parameters", "----------"]
    for name, said in document.inputs.items():
        brick, inner = _consumer(graph, name)
        of_step = {p.arg_name: p.description for p in brick.doc.params}.get(inner) or ""
        words = " ".join((said.description or said.title or of_step).split())
        lines += [name, f"    {words}"]
    return "\n".join(lines)


def found_in(store: Store) -> Callable[[str], Designed | None]:
    """Return what finds, by id, the designed blueprints whose documents a store keeps."""

    @lru_cache(maxsize=64)
    def made(id: str) -> Designed:
        return designed(Document.model_validate_json(store.document(id)))

    def find(id: str) -> Designed | None:
        if not id.startswith(PREFIX):
            return None
        try:
            return made(id)
        except (NoSuchRun, ValidationError, WiringError):  # or of another version of citybricks
            return None

    return find
