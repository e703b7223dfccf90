"""Operations: what a form of the designer asks for, as an edit of the document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from pydantic import TypeAdapter

from citybricks.faces.form import Field, leaves, read
from citybricks.hub.designer.domain import editing
from citybricks.hub.designer.domain.content import checked_value
from citybricks.hub.designer.domain.parts import brick_named, taken
from citybricks.hub.designer.domain.refusal import RefusedError
from citybricks.hub.designer.words import fields_of, uses_of
from citybricks.kernel.brick import Brick
from citybricks.kernel.document import Constant, Document, FromInput, FromStep
from citybricks.kernel.graph import constant
from citybricks.types import File

Done = tuple[Document, str | None]
"""The document after an edit, and the panel to show then; None leaves the panel as it is."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form has sent."""

    values: Mapping[str, str]
    files: MultiValueDict[str, UploadedFile[bytes]]
    language: str

    @classmethod
    def of(cls, request: HttpRequest, language: str) -> Sent:
        """Read a request."""
        values = {name: str(value) for name, value in request.POST.items()}
        return cls(values, request.FILES, language)

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "").strip()

    def end(self, name: str) -> tuple[str, str]:
        """Read an end of a wire: ``step.output``, with fields inside it, or ``step.input``."""
        step, _dot, rest = self[name].partition(".")
        return step, rest

    def output(self, name: str) -> FromStep:
        """Read the output that a wire starts at."""
        return _output(*self.end(name))


def operate(document: Document, sent: Sent) -> Done:
    """Make the edit that a form asks for.

    Raises
    ------
    RefusedError
        When it makes no sense for this document, or is unknown.
    WiringError
        When something does not fit.
    """
    operation = OPERATIONS.get(sent["do"])
    if operation is None:
        raise RefusedError(_("This cannot be done here."))
    return operation(document, sent)


def _add(document: Document, sent: Sent) -> Done:
    """Add a brick; from a panel of what fits, wired at once the way that was chosen."""
    document, step = editing.added(document, sent["brick"])
    output, _arrow, name = sent["way"].partition(">")
    other, inner = sent.end("end")
    if sent["which"] == "next":
        wire = _output(other, output)
        document = editing.wired(document, step, name, wire)
    elif sent["which"] == "before":
        document = editing.wired(document, other, inner, _output(step, output))
    return document, f"step={quote(step)}"


def _output(step: str, path: str) -> FromStep:
    """Return the output that a wire starts at."""
    try:
        return FromStep(step=step, output=path)
    except ValueError as error:
        raise RefusedError(_("There is no step %(name)s any more.") % {"name": step}) from error


def _remove(document: Document, sent: Sent) -> Done:
    return editing.removed(document, sent["step"]), ""


def _rename(document: Document, sent: Sent) -> Done:
    at = list(document.steps).index(sent["step"]) if sent["step"] in document.steps else 0
    made = editing.renamed(document, sent["step"], sent["to"])
    return made, f"step={quote(list(made.steps)[at])}"


def _give(document: Document, sent: Sent) -> Done:
    step, name, source = sent["step"], sent["input"], sent["source"]
    kind, _colon, rest = source.partition(":")
    match kind:
        case "value":
            return document, f"step={quote(step)}&value={quote(name)}"
        case "ask":
            return editing.asked(document, step, name), None
        case "own":
            if rest not in document.inputs:
                message = _("The blueprint has no input %(name)s.")
                raise RefusedError(message % {"name": rest})
            return editing.given(document, step, name, FromInput(input=rest)), None
        case "out":
            other, _dot, path = rest.partition(".")
            return editing.wired(document, step, name, _output(other, path)), None
    return editing.given(document, step, name, None), None


def _wire(document: Document, sent: Sent) -> Done:
    step, name = sent.end("to")
    return editing.wired(document, step, name, sent.output("from")), None


def _set(document: Document, sent: Sent) -> Done:
    step, name = sent["step"], sent["input"]
    said = document.steps.get(step)
    brick = brick_named(said.brick) if said else None
    if said is None or brick is None or name not in taken(brick):
        return editing.given(document, step, name, None), None  # which says what is wrong
    value = _value(brick, step, name, sent, said.inputs.get(name))
    return editing.given(document, step, name, value), f"step={quote(step)}"


def _value(
    brick: Brick[..., Any], step: str, name: str, sent: Sent, now: object
) -> Constant | None:
    """Read a constant: as it was typed, right or wrong; a table as its rows."""
    field = fields_of(brick, sent.language)[name]
    tables = {one.path: files for one in leaves([field]) if (files := _files(one, sent))}
    if field.shape in ("table", "tables"):
        if not tables:
            return now if isinstance(now, Constant) else None
        table = constant(brick, f"{step}.{name}", name, tables[field.path])
        rows = TypeAdapter(brick.hints[name]).dump_python(table, mode="json")
        return Constant(value=checked_value(rows))
    found = read([field], sent.values, tables)
    return Constant(value=checked_value(found[name])) if name in found else None


def _files(of: Field, sent: Sent) -> Any:
    files = [File.named(str(one.name), one.read()) for one in sent.files.getlist(of.path) if one]
    return (files if of.shape == "tables" else files[0]) if files else None


def _ask(document: Document, sent: Sent) -> Done:
    if not sent["input"]:
        return editing.all_asked(document, sent["step"]), None
    return editing.asked(document, sent["step"], sent["input"], sent["name"][:200]), None


def _return(document: Document, sent: Sent) -> Done:
    return editing.returned(document, sent.output("from"), sent["name"]), None


def _input(document: Document, sent: Sent) -> Done:
    at = list(document.inputs).index(sent["name"]) if sent["name"] in document.inputs else 0
    made = editing.input_changed(
        document,
        sent["name"],
        to=sent["to"],
        description=sent["description"][:4000],
    )
    return made, f"input={quote(list(made.inputs)[at])}"


def _default(document: Document, sent: Sent) -> Done:
    name = sent["name"]
    uses = uses_of(document, name)
    if not uses:
        return editing.defaulted(document, name, None), None
    step, inner = uses[0]
    brick = brick_named(document.steps[step].brick)
    if brick is None or inner not in taken(brick):
        return document, None
    now = document.inputs[name].default
    return editing.defaulted(document, name, _value(brick, step, inner, sent, now)), None


def _input_remove(document: Document, sent: Sent) -> Done:
    return editing.input_removed(document, sent["name"]), ""


def _output_rename(document: Document, sent: Sent) -> Done:
    return editing.output_renamed(document, sent["name"], sent["to"]), None


def _output_remove(document: Document, sent: Sent) -> Done:
    return editing.output_removed(document, sent["name"]), None


def _title(document: Document, sent: Sent) -> Done:
    return editing.titled(document, sent["title"], sent["description"][:4000]), None


OPERATIONS: dict[str, Callable[[Document, Sent], Done]] = {
    "add": _add,
    "remove": _remove,
    "rename": _rename,
    "give": _give,
    "wire": _wire,
    "set": _set,
    "ask": _ask,
    "return": _return,
    "input": _input,
    "default": _default,
    "input-remove": _input_remove,
    "output": _output_rename,
    "output-remove": _output_remove,
    "title": _title,
}
"""The operations by the name a form says."""
