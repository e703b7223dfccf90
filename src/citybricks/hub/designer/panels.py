"""The panel beside the picture: about the blueprint, a step, an input, or what fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from citybricks.faces.form import Field, written
from citybricks.faces.problems import Problem
from citybricks.hub.designer.cards import Card, Input
from citybricks.hub.designer.domain.parts import (
    before,
    brick_named,
    bricks_here,
    family_of,
    following,
    leading,
    own_for,
    sources_for,
    taken,
    takers_of,
    yielded,
)
from citybricks.hub.designer.picture import Picture
from citybricks.hub.designer.words import fields_of, outputs_said, uses_of
from citybricks.hub.lab.catalogue import Entry, Search, entry_of
from citybricks.hub.lab.forms import Bound, Form
from citybricks.kernel.brick import Brick
from citybricks.kernel.document import Constant, FromInput, FromStep
from citybricks.kernel.registry import all_bricks
from citybricks.types.naming import naming

_ORDER = ("places", "table", "series", "indicator", "other", "number")
"""What is most telling comes first: any two numbers in per cent fit."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to wire a brick that is to be added: an output, and the input it is given to."""

    output: str
    input: str
    said: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A brick that may be added, and the ways to wire it."""

    entry: Entry
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of what an input is given."""

    value: str
    said: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An input of a step with everything it may be given."""

    input: Input
    own: tuple[Choice, ...]
    outputs: tuple[Choice, ...]
    bound: tuple[Bound, ...]
    """The field of its value, where it has one or is about to."""
    rows: int
    """Rows of a table that is part of the blueprint."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What is shown beside the picture."""

    name: str
    """``about``, ``step``, ``input``, ``next``, ``before`` or ``pick``."""
    query: str
    values: Mapping[str, Any]


def panel(picture: Picture, asked: Mapping[str, str]) -> Panel:
    """Return the panel that an address asks for; of something that is gone, the first one."""
    search = asked.get("q", "")[:100]
    for name, make in _PANELS.items():
        if name in asked and (values := make(picture, asked[name], asked)) is not None:
            return Panel(name, f"{name}={asked[name]}", {**values, "q": search})
    start = "about" if picture.document.steps else "pick"
    return Panel(start, "", {**(_pick(picture, "", asked) if start == "pick" else {}), "q": search})


def _step(picture: Picture, name: str, asked: Mapping[str, str]) -> dict[str, Any] | None:
    if name not in picture.document.steps:
        return None
    card = picture.card(name)
    opened = asked.get("value", "")
    rows = [_row(picture, card, one, opened) for one in card.inputs]
    first = [row for row in rows if row.input in card.shown_inputs or row.input.name == opened]
    return {
        "card": card,
        "rows": first,
        "more_rows": [row for row in rows if row not in first],
        "can_run": not picture.broken & (before(picture.document, name) | {name}),
        "lacking": sum(one.how == "missing" for one in card.inputs),
        "brick": {"id": card.brick_id},
    }


def _row(picture: Picture, card: Card, one: Input, opened: str) -> Row:
    value = one.source.value if isinstance(one.source, Constant) else None
    shows = isinstance(one.source, Constant) or opened == one.name
    return Row(
        input=one,
        own=tuple(_own_choices(picture, card, one)),
        outputs=tuple(_output_choices(picture, card, one)),
        bound=_bound(picture, card, one, value) if shows else (),
        rows=_rows(value) if one.field.shape in ("table", "tables") else 0,
    )


def _own_choices(picture: Picture, card: Card, one: Input) -> Iterator[Choice]:
    """Yield the inputs of the blueprint that fit, and the one that is chosen."""
    step = picture.graph.steps.get(card.name)
    hint = step.brick.hints[one.name] if step else Any
    used = one.source.input if isinstance(one.source, FromInput) else ""
    fitting = {*own_for(picture.document, picture.graph, hint), used}
    for name in picture.document.inputs:
        if name in fitting:
            yield Choice(f"own:{name}", picture.words.own(name), name == used)


def _output_choices(picture: Picture, card: Card, one: Input) -> Iterator[Choice]:
    """Yield the outputs of other steps that fit, and the one that is chosen, fitting or not."""
    known = card.name in picture.graph.steps
    found = sources_for(picture.document, picture.graph, card.name, one.name) if known else ()
    sources = [FromStep(step=step, output=path) for step, path in found]
    if isinstance(one.source, FromStep) and one.source not in sources:
        sources.append(one.source)
    for source in sources:
        place = f"out:{source.step}.{source.output}"
        yield Choice(place, picture.words.source(source), source == one.source)


def _rows(value: Any) -> int:
    """Count the rows of a table as a document holds it."""
    rows = value.get("features") if isinstance(value, dict) else value
    return len(rows) if isinstance(rows, list) else 0


def _bound(picture: Picture, card: Card, one: Input, value: Any) -> tuple[Bound, ...]:
    brick = brick_named(card.brick_id)
    if brick is None:
        return ()
    where = f"{card.name}."
    found = [
        Problem(error.input.removeprefix(where), picture.words.problem(error))
        for error in picture.errors
        if (error.input + ".").startswith(f"{where}{one.name}.")
    ]
    shown = [] if value is None else found
    return bound_field(brick, picture.language, one.field, value, shown)


def bound_field(
    brick: Brick[..., Any], language: str, field: Field, value: Any, found: list[Problem]
) -> tuple[Bound, ...]:
    """Return a field of a brick with a value in it, right or wrong."""
    if field.path in naming(brick.hints):
        field = replace(field, shape="choice", options=_named(field, value))
    form = Form(brick, language, found=found)
    texts = written([field], {} if value is None else {field.path: value})
    form.texts = {path: text for path, text in texts.items() if text}
    return tuple(form.bound([field]))


def _named(field: Field, value: Any) -> tuple[str, ...]:
    """Return the bricks that an input may name, and the one that it names."""
    named = [value] if isinstance(value, str) else [] if field.required else [""]
    return tuple(dict.fromkeys([*named, *all_bricks()]))


def _input(picture: Picture, name: str, _asked: Mapping[str, str]) -> dict[str, Any] | None:
    said = picture.document.inputs.get(name)
    if said is None:
        return None
    uses = uses_of(picture.document, name)
    brick, field = None, None
    for step, each in uses[:1]:
        brick = brick_named(picture.document.steps[step].brick)
        field = fields_of(brick, picture.language).get(each) if brick else None
    value = said.default.value if said.default else None
    bound = bound_field(brick, picture.language, field, value, []) if brick and field else ()
    return {
        "own": next(one for one in picture.own_inputs if one.name == name),
        "said": said,
        "uses": [f"{picture.words.step(s)} · {picture.words.input(s, n)}" for s, n in uses],
        "bound": bound,
        "field": field,
        "has_default": said.default is not None,
        "brick": {"id": brick.id if brick else ""},
        "problems": picture.problems_at(name),
    }


def _next(picture: Picture, end: str, asked: Mapping[str, str]) -> dict[str, Any] | None:
    step, _dot, path = end.partition(".")
    hints = yielded(picture.graph, step)
    if step not in picture.document.steps or (path and path not in hints):
        return None
    words = picture.words
    chosen = {path: hints[path]} if path else {p: h for p, h in hints.items() if "." not in p}
    here = [
        {"value": f"{other}.{name}", "said": f"{words.step(other)} · {words.input(other, name)}",
         "from": f"{step}.{each}", "output": words.output(step, each)}
        for each in chosen
        for other, name in takers_of(picture.document, picture.graph, step, each)
    ] if path else []  # fmt: skip
    brick = brick_named(picture.document.steps[step].brick)
    output = (
        next((o for o in picture.outputs(step, brick) if o.path == path), None) if brick else None
    )
    return {
        "end": end,
        "step": step,
        "step_label": words.step(step),
        "output": output,
        "title": words.source(FromStep(step=step, output=path)) if path else words.step(step),
        "here": here,
        "returned": any(
            o.step == step and o.output == path for o in picture.document.outputs.values()
        ),
        "suggestions": _searched(_suggested_next(picture, step, chosen), asked),
    }


def _suggested_next(picture: Picture, step: str, chosen: Mapping[str, Any]) -> list[Suggestion]:
    ways: dict[str, list[Way]] = {}
    order = sorted(chosen, key=lambda path: _ORDER.index(family_of(chosen[path])))
    for path in order:
        for brick, names in following(chosen[path]):
            fields = fields_of(brick, picture.language)
            for name in names:
                said = fields[name].label
                if len(chosen) > 1:
                    said = f"{picture.words.output(step, path)} → {said}"
                ways.setdefault(brick.id, []).append(Way(path, name, said))
    return [_suggestion(brick, found, picture.language) for brick, found in ways.items()]


def _suggestion(brick: str, ways: list[Way], language: str) -> Suggestion:
    return Suggestion(entry_of(bricks_here()[brick], language), tuple(ways))


def _before(picture: Picture, end: str, asked: Mapping[str, str]) -> dict[str, Any] | None:
    step, _dot, name = end.partition(".")
    known = picture.graph.steps.get(step)
    if known is None or name not in taken(known.brick):
        return None
    words = picture.words
    here = [
        {"from": f"{other}.{path}", "said": words.source(FromStep(step=other, output=path))}
        for other, path in sources_for(picture.document, picture.graph, step, name)
    ]
    suggestions = []
    for brick, paths in leading(known.brick.hints[name]):
        said = outputs_said(brick, picture.language)
        ways = [Way(path, name, said[path].label if path in said else path) for path in paths]
        suggestions.append(_suggestion(brick.id, ways, picture.language))
    title = f"{words.step(step)} · {words.input(step, name)}"
    return {"end": end, "step": step, "step_label": words.step(step), "title": title, "here": here,
            "suggestions": _searched(suggestions, asked)}  # fmt: skip


def _pick(picture: Picture, _value: str, asked: Mapping[str, str]) -> dict[str, Any]:
    every = [_suggestion(brick, [], picture.language) for brick in bricks_here()]
    return {"suggestions": _searched(every, asked)}


def _searched(found: Iterable[Suggestion], asked: Mapping[str, str]) -> list[Suggestion]:
    search = Search(text=asked.get("q", "").strip()[:100])
    matching = [one for one in found if search.matches(one.entry)]
    return sorted(matching, key=lambda one: not one.entry.theme)  # logic comes last


_PANELS = {"step": _step, "input": _input, "next": _next, "before": _before, "pick": _pick}
