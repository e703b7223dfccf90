"""A blueprint up to here: what leads to one step, with all that the step yields."""

from __future__ import annotations

from citybricks.hub.designer.domain.naming import word_of
from citybricks.hub.designer.domain.parts import before, brick_named
from citybricks.hub.designer.domain.refusal import RefusedError
from citybricks.kernel.document import Document, FromInput, FromStep
from citybricks.kernel.graph import CHOOSE


def upto(document: Document, step: str) -> Document:
    """Return the blueprint up to a step.

    Raises
    ------
    RefusedError
        When there is no such step, or its brick is not installed here.
    """
    brick = brick_named(document.steps[step].brick) if step in document.steps else None
    if brick is None:
        raise RefusedError(step)
    names = before(document, step) | {step}
    steps = {name: said for name, said in document.steps.items() if name in names}
    used = {
        source.input
        for said in steps.values()
        for source in said.inputs.values()
        if isinstance(source, FromInput)
    }
    inputs = {name: said for name, said in document.inputs.items() if name in used}
    paths = ["chosen"] if brick is CHOOSE else list(brick.outputs.model_fields)
    outputs = {word_of(path): FromStep(step=step, output=path) for path in paths}
    return document.model_copy(update={"steps": steps, "inputs": inputs, "outputs": outputs})
