"""The bricks a blueprint can be made of, and the ends its wires can have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal, get_origin

from citybricks.kernel.brick import Brick
from citybricks.kernel.document import Document, FromStep, graph_of
from citybricks.kernel.errors import NoSuchBrick, WiringError
from citybricks.kernel.fitting import bare, fits, whole
from citybricks.kernel.graph import CHOOSE, Graph, ports_of
from citybricks.kernel.registry import all_bricks, find
from citybricks.kernel.store import canonical
from citybricks.types import Features, Indicator, Model, Series, Table

Family = Literal["places", "table", "series", "indicator", "number", "other"]
"""What a value is, as far as people tell values apart at a glance."""
Ends = dict[str, Any]
"""Types by name: what a brick takes, or what it yields."""


def bricks_here() -> dict[str, Brick[..., Any]]:
    """Return the bricks that steps can be made of, by id; the branch is one of them."""
    return {**all_bricks(), CHOOSE.id: CHOOSE}


def brick_named(id: str) -> Brick[..., Any] | None:
    """Return a brick by its id, or None when it is not installed here."""
    if id == CHOOSE.id:
        return CHOOSE
    try:
        return find(id)
    except NoSuchBrick:
        return None


def graph(document: Document) -> tuple[Graph, list[WiringError]]:
    """Read a document, as `graph_of` does; the same document is read once."""
    return _read(canonical(document.json_document()), len(all_bricks()))


@lru_cache(maxsize=64)
def _read(content: bytes, _bricks: int) -> tuple[Graph, list[WiringError]]:
    return graph_of(Document.model_validate_json(content))


def taken(brick: Brick[..., Any]) -> Ends:
    """Return what a brick takes: types by name of input."""
    return {name: brick.hints[name] for name in brick.inputs.model_fields}


def yielded(of: Graph, step: str) -> Ends:
    """Return what a step yields, by path; fields of an indicator are values of their own."""
    if step not in of.steps:
        return {}
    try:
        ports = ports_of(step, of.steps[step])
    except WiringError:  # a branch between things of no common type
        return {}
    return _with_fields({name: port.hint for name, port in ports.items()})


@lru_cache(maxsize=512)
def made_by(brick: Brick[..., Any]) -> Mapping[str, Any]:
    """Return what a brick yields, by path, without a step in hand."""
    if brick is CHOOSE:
        return {"chosen": Any}
    fields = brick.outputs.model_fields
    return _with_fields({name: whole(info) for name, info in fields.items()})


def _with_fields(found: Ends) -> Ends:
    every: Ends = {}
    for name, hint in found.items():
        every[name] = hint
        inner = bare(hint)
        if isinstance(inner, type) and issubclass(inner, Model):
            every |= {f"{name}.{each}": whole(i) for each, i in inner.model_fields.items()}
    return every


def family_of(hint: Any) -> Family:  # noqa: PLR0911 - a line for each family
    """Return the family a type belongs to."""
    kinds = [bare(each) for each in getattr(bare(hint), "__args__", ())] or [bare(hint)]
    for kind in (bare(hint), *kinds):
        origin = get_origin(kind)
        if not isinstance(origin, type):
            continue
        if issubclass(origin, Features):
            return "places"
        if issubclass(origin, Series):
            return "series"
        if issubclass(origin, Table):
            return "table"
        if origin is list:
            return family_of(kind.__args__[0])
    if any(isinstance(kind, type) and issubclass(kind, Indicator) for kind in kinds):
        return "indicator"
    if any(kind in (int, float) for kind in kinds):
        return "number"
    return "other"


def before(document: Document, step: str) -> set[str]:
    """Return the steps that lead to a step, directly or not."""
    found: set[str] = set()
    to_do = [step]
    while to_do:
        said = document.steps.get(to_do.pop())
        for source in said.inputs.values() if said else ():
            if isinstance(source, FromStep) and source.step not in found:
                found.add(source.step)
                to_do.append(source.step)
    return found & document.steps.keys()


def after(document: Document, step: str) -> set[str]:
    """Return the steps that a step leads to, directly or not."""
    return {name for name in document.steps if step in before(document, name)}


def needed(document: Document) -> set[str]:
    """Return the steps that something the blueprint returns is made of: no other is run."""
    ends = {source.step for source in document.outputs.values()} & document.steps.keys()
    return ends.union(*(before(document, step) for step in ends))


@lru_cache(maxsize=65536)
def joins(maker: str, path: str, taker: str, name: str) -> bool:
    """Whether what one brick yields fits what another takes."""
    one, other = brick_named(maker), brick_named(taker)
    if one is None or other is None:
        return False
    return fits(made_by(one).get(path, object), other.hints[name])


def sources_for(document: Document, of: Graph, step: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield the outputs that an input can be given: they fit, and make no circle."""
    taker = of.steps[step].brick
    later = after(document, step) | {step}
    for other, said in of.steps.items():
        if other in later:
            continue
        for path, hint in yielded(of, other).items():
            known = CHOOSE not in (said.brick, taker)
            fit = (
                joins(said.brick.id, path, taker.id, name)
                if known
                else fits(hint, taker.hints[name])
            )
            if fit:
                yield other, path


def takers_of(document: Document, of: Graph, step: str, path: str) -> Iterator[tuple[str, str]]:
    """Yield the inputs that an output can be given to: it fits, and makes no circle."""
    hint = yielded(of, step).get(path)
    earlier = before(document, step) | {step}
    for other, said in of.steps.items():
        if hint is None or other in earlier:
            continue
        for name, wanted in taken(said.brick).items():
            if fits(hint, wanted):
                yield other, name


def own_for(document: Document, of: Graph, wanted: Any) -> Iterator[str]:
    """Yield the inputs of the blueprint that an input of a step can be: one type serves both."""
    for name in document.inputs:
        port = of.inputs.get(name)
        if port is None or fits(port.hint, wanted) or fits(wanted, port.hint):
            yield name


def following(hint: Any) -> Iterator[tuple[Brick[..., Any], list[str]]]:
    """Yield the bricks that take a value of a type, and the inputs that do."""
    for brick in bricks_here().values():
        names = [name for name, wanted in taken(brick).items() if fits(hint, wanted)]
        if names:
            yield brick, names


def leading(hint: Any) -> Iterator[tuple[Brick[..., Any], list[str]]]:
    """Yield the bricks that yield what fits an input of a type, and the outputs that do."""
    for brick in bricks_here().values():
        paths = [path for path, given in made_by(brick).items() if fits(given, hint)]
        if paths:
            yield brick, paths
