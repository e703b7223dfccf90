"""Edits of a blueprint: each takes a document and returns the document after it.

Whatever the edit, the document stays readable; whether it can run is another matter, and a draft
need not. An edit that makes no sense for this document is refused in words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from citybricks.hub.designer.domain.naming import free, step_name_of, word_of
from citybricks.hub.designer.domain.parts import before, brick_named, graph, taken, yielded
from citybricks.hub.designer.domain.refusal import RefusedError
from citybricks.kernel.document import (
    STEPS,
    Constant,
    Document,
    FromInput,
    FromStep,
    InputDocument,
    Source,
    StepDocument,
)
from citybricks.kernel.errors import WiringError
from citybricks.kernel.fitting import misfit

T = TypeVar("T")
MOST_INPUTS = 100
"""A blueprint has no more inputs, and no more outputs."""


def added(document: Document, brick: str, name: str = "") -> tuple[Document, str]:
    """Add a step and return its name too."""
    found = brick_named(brick)
    if found is None:
        raise RefusedError(_("There is no brick %(brick)s here.") % {"brick": brick})
    if len(document.steps) >= STEPS:
        raise RefusedError(_("A blueprint has at most %(limit)s steps.") % {"limit": STEPS})
    step = free(step_name_of(name) or found.id[:50], document.steps, "-")
    made = StepDocument(brick=found.id, version=found.version)
    return _with(document, steps={**document.steps, step: made}), step


def removed(document: Document, step: str) -> Document:
    """Take a step out, and every wire from it."""
    _step(document, step)
    steps = {
        name: said.model_copy(update={"inputs": _without(said.inputs, step)})
        for name, said in document.steps.items()
        if name != step
    }
    outputs = {name: one for name, one in document.outputs.items() if one.step != step}
    return _tidied(_with(document, steps=steps, outputs=outputs))


def _without(inputs: Mapping[str, Source], step: str) -> dict[str, Source]:
    return {
        name: source
        for name, source in inputs.items()
        if not (isinstance(source, FromStep) and source.step == step)
    }


def renamed(document: Document, step: str, to: str) -> Document:
    """Give a step another name, and let its wires follow."""
    _step(document, step)
    name = step_name_of(to)
    if not name:
        raise RefusedError(_("A step needs a name."))
    if name != step and name in document.steps:
        raise RefusedError(_("There is a step %(name)s already.") % {"name": name})

    def moved(source: Source) -> Source:
        if isinstance(source, FromStep) and source.step == step:
            return FromStep(step=name, output=source.output)
        return source

    steps = {
        name if each == step else each: _each_source(said, moved)
        for each, said in document.steps.items()
    }
    outputs = {
        each: FromStep(step=name, output=one.output) if one.step == step else one
        for each, one in document.outputs.items()
    }
    return _with(document, steps=steps, outputs=outputs)


def _each_source(said: StepDocument, change: Callable[[Source], Source]) -> StepDocument:
    inputs = {name: change(source) for name, source in said.inputs.items()}
    return said.model_copy(update={"inputs": inputs})


def given(document: Document, step: str, name: str, source: Source | None) -> Document:
    """Give an input of a step a value, an input of the blueprint, or nothing: its default."""
    said = _input(document, step, name)
    if isinstance(source, FromInput) and source.input not in document.inputs:
        message = _("The blueprint has no input %(name)s.")
        raise RefusedError(message % {"name": source.input})
    inputs = {each: one for each, one in said.inputs.items() if each != name}
    if source is not None:
        inputs[name] = source
    steps = {**document.steps, step: said.model_copy(update={"inputs": inputs})}
    return _tidied(_with(document, steps=steps))


def wired(document: Document, step: str, name: str, source: FromStep) -> Document:
    """Give an input what another step yields.

    Raises
    ------
    WiringError
        When it does not fit.
    """
    _input(document, step, name)
    _step(document, source.step)
    if source.step == step or step in before(document, source.step):
        raise RefusedError(_("That would make the steps go round in a circle."))
    _check_fit(document, step, name, source)
    return given(document, step, name, source)


def _check_fit(document: Document, step: str, name: str, source: FromStep) -> None:
    of, _problems = graph(document)
    port = yielded(of, source.step).get(source.output)
    if port is None:
        message = _("%(step)s yields no %(output)s.")
        raise RefusedError(message % {"step": source.step, "output": source.output})
    brick = brick_named(document.steps[step].brick)
    wanted = brick.hints[name] if brick else Any
    if found := misfit(port, wanted):
        values = {"port": f"{source.step}.{source.output}", **found.values}
        raise WiringError(f"{step}.{name}", found.message, **values)


def asked(document: Document, step: str, name: str, called: str = "") -> Document:
    """Make an input of a step an input of the blueprint; a constant becomes its default."""
    said = _input(document, step, name)
    if isinstance(said.inputs.get(name), FromInput):
        return document
    _room(document.inputs)
    word = free(word_of(called or name), document.inputs)
    before_it = said.inputs.get(name)
    default = before_it if isinstance(before_it, Constant) else None
    inputs = {**document.inputs, word: InputDocument(default=default)}
    return given(_with(document, inputs=inputs), step, name, FromInput(input=word))


def all_asked(document: Document, step: str) -> Document:
    """Make inputs of the blueprint of everything that a step needs and is not given."""
    said = _step(document, step)
    brick = brick_named(said.brick)
    fields = brick.inputs.model_fields if brick else {}
    for name, info in fields.items():
        if info.is_required() and name not in said.inputs:
            document = asked(document, step, name)
    return document


def input_changed(document: Document, name: str, *, to: str, description: str) -> Document:
    """Rename an input of the blueprint and say what it is."""
    said = _own(document.inputs, name)
    word = word_of(to) if to.strip() and to != name else name
    if word != name and word in document.inputs:
        raise RefusedError(_("There is an input %(name)s already.") % {"name": word})
    made = said.model_copy(update={"description": description.strip()})
    inputs = {word if each == name else each: made if each == name else one
              for each, one in document.inputs.items()}  # fmt: skip

    def moved(source: Source) -> Source:
        same = isinstance(source, FromInput) and source.input == name
        return FromInput(input=word) if same else source

    steps = {each: _each_source(one, moved) for each, one in document.steps.items()}
    return _with(document, inputs=inputs, steps=steps)


def defaulted(document: Document, name: str, default: Constant | None) -> Document:
    """Say what an input of the blueprint is when it is not given."""
    said = _own(document.inputs, name)
    made = said.model_copy(update={"default": default})
    return _with(document, inputs={**document.inputs, name: made})


def input_removed(document: Document, name: str) -> Document:
    """Take an input of the blueprint away; steps keep its default as a value of their own."""
    said = _own(document.inputs, name)
    steps = {}
    for each, one in document.steps.items():
        inputs: dict[str, Source] = {}
        for which, source in one.inputs.items():
            if not (isinstance(source, FromInput) and source.input == name):
                inputs[which] = source
            elif said.default is not None:
                inputs[which] = said.default
        steps[each] = one.model_copy(update={"inputs": inputs})
    inputs_left = {each: one for each, one in document.inputs.items() if each != name}
    return _with(document, inputs=inputs_left, steps=steps)


def returned(document: Document, source: FromStep, called: str = "") -> Document:
    """Make what a step yields an output of the blueprint."""
    _step(document, source.step)
    _room(document.outputs)
    of, _problems = graph(document)
    if source.output not in yielded(of, source.step):
        message = _("%(step)s yields no %(output)s.")
        raise RefusedError(message % {"step": source.step, "output": source.output})
    if not called and source in document.outputs.values():
        return document
    word = free(word_of(called or source.output.replace(".", "_")), document.outputs)
    return _with(document, outputs={**document.outputs, word: source})


def output_renamed(document: Document, name: str, to: str) -> Document:
    """Give an output of the blueprint another name."""
    _own(document.outputs, name)
    word = word_of(to)
    if word != name and word in document.outputs:
        raise RefusedError(_("There is an output %(name)s already.") % {"name": word})
    outputs = {word if each == name else each: one for each, one in document.outputs.items()}
    return _with(document, outputs=outputs)


def output_removed(document: Document, name: str) -> Document:
    """Let the blueprint return one thing less."""
    _own(document.outputs, name)
    outputs = {each: one for each, one in document.outputs.items() if each != name}
    return _with(document, outputs=outputs)


def titled(document: Document, title: str, description: str) -> Document:
    """Say what the blueprint is."""
    return _with(document, title=" ".join(title.split())[:200], description=description.strip())


def _with(document: Document, **changes: Any) -> Document:
    """Return a document with other parts, checked: what is written can be read again."""
    whole = document.model_copy(update=changes).model_dump(mode="json")
    return Document.model_validate(whole)


def _tidied(document: Document) -> Document:
    """Take away the inputs of the blueprint that lead nowhere any more."""
    used = {
        source.input
        for said in document.steps.values()
        for source in said.inputs.values()
        if isinstance(source, FromInput)
    }
    left = {name: one for name, one in document.inputs.items() if name in used}
    return document if left == document.inputs else _with(document, inputs=left)


def _step(document: Document, step: str) -> StepDocument:
    if step not in document.steps:
        raise RefusedError(_("There is no step %(name)s any more.") % {"name": step})
    return document.steps[step]


def _input(document: Document, step: str, name: str) -> StepDocument:
    said = _step(document, step)
    brick = brick_named(said.brick)
    if brick is None or name not in taken(brick):
        message = _("%(step)s has no input %(name)s.")
        raise RefusedError(message % {"step": step, "name": name})
    return said


def _own(of: Mapping[str, T], name: str) -> T:
    if name not in of:
        raise RefusedError(_("The blueprint has no %(name)s any more.") % {"name": name})
    return of[name]


def _room(of: Mapping[str, Any]) -> None:
    if len(of) >= MOST_INPUTS:
        message = _("A blueprint has at most %(limit)s inputs and %(limit)s outputs.")
        raise RefusedError(message % {"limit": MOST_INPUTS})
