"""The options of a brick: its fields on the way in, its problems on the way out."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Group, Parameter

from citybricks.faces import form
from citybricks.faces.cli.ending import Refused, Say
from citybricks.faces.description import unmarked
from citybricks.faces.form import Field
from citybricks.faces.problems import Problem
from citybricks.types.files import File

_PLACEHOLDERS = {
    "number": "NUMBER",
    "integer": "INTEGER",
    "text": "TEXT",
    "choice": "CHOICE",
    "date": "DATE",
    "time": "TIME",
    "list": "LIST",
    "json": "JSON",
    "table": "FILE",
    "tables": "FILE",
}
_BOUNDS = {
    "minimum": "at least {limit}",
    "exclusiveMinimum": "more than {limit}",
    "maximum": "at most {limit}",
    "exclusiveMaximum": "less than {limit}",
}
_PARTS: Mapping[str, Sequence[str]] = {
    "table": ("row {number}",),
    "tables": ("file {number}", "row {number}"),
    "list": ("item {number}",),
}
"""What the numbers in the path of a problem count, from the outside in."""
_SEVERAL = ("tables", "list")


def name_of(path: str) -> str:
    """Return the option of a field: ``lamp.peak_power`` is ``--lamp.peak-power``."""
    return f"--{path.replace('_', '-')}"


def key_of(path: str) -> str:
    """Return the Python name that stands for a field in a signature."""
    return path.replace(".", "__")


def parameters(fields: Sequence[Field], say: Say) -> list[inspect.Parameter]:
    """Return an optional keyword parameter for each field that holds a value."""
    group = Group(say("Inputs"), sort_key=0)
    return [_parameter(leaf, group, say) for leaf in form.leaves(fields)]


def _parameter(leaf: Field, group: Group, say: Say) -> inspect.Parameter:
    kind: Any = bool if leaf.shape == "boolean" else str
    several = leaf.shape in _SEVERAL
    clothes = Parameter(
        name=name_of(leaf.path),
        help=described(leaf, say),
        metavar=_PLACEHOLDERS.get(leaf.shape),
        group=group,
        show_default=False,
        negative=None if leaf.shape == "boolean" else "",
        consume_multiple=several,
    )
    hint = list[str] | None if several else kind | None
    return inspect.Parameter(
        key_of(leaf.path),
        inspect.Parameter.KEYWORD_ONLY,
        default=None,
        annotation=Annotated[hint, clothes],
    )


def described(leaf: Field, say: Say) -> str:
    """Describe a field in words: meaning, unit, bounds, default, file types and columns."""
    lines = [_with_facts(leaf.description or leaf.label, list(_facts(leaf, say)), say)]
    lines += [f"  {column.name}: {_column(column, say)}" for column in leaf.columns]
    return "\n".join(lines)


def _facts(leaf: Field, say: Say) -> Iterator[str]:
    if leaf.required:
        yield say("required")
    if leaf.unit:
        yield say("in {unit}", unit=unit(leaf.unit, say))
    inner = leaf.schema.get("items", {}) if leaf.shape == "list" else leaf.schema
    for keyword in (name for name in _BOUNDS if name in inner):
        yield say(_BOUNDS[keyword], limit=f"{inner[keyword]:.15g}")
    if leaf.options:
        yield say("one of {options}", options=", ".join(map(str, leaf.options)))
    if leaf.shape == "time":
        yield say("such as {example}", example="2026-11-21T08:00:00Z")
    if leaf.shape == "date":
        yield say("such as {example}", example="2026-11-21")
    if leaf.accept:
        yield say("a file or an address: {extensions}", extensions=" ".join(leaf.accept))
    if value := form.written([leaf], {}).get(leaf.path):
        yield say("by default {value}", value=value)


def _column(column: form.Column, say: Say) -> str:
    facts = [] if column.required else [say("may be left out")]
    if column.unit:
        facts.append(say("in {unit}", unit=unit(column.unit, say)))
    if column.allowed:
        facts.append(say("one of {options}", options=column.allowed))
    return _with_facts(column.description or column.label, facts, say)


def _with_facts(text: str, facts: list[str], say: Say) -> str:
    plain = " ".join(unmarked(text).split())
    joined = say("; ").join(facts)
    return say("{text} ({facts})", text=plain, facts=joined) if facts else plain


def unit(code: str, say: Say) -> str:
    """Return a UCUM code as people write it."""
    from citybricks.views.reader import Reader
    from citybricks.views.units import shown

    return shown(code, Reader(say)) or "1"


Given = tuple[dict[str, str], dict[str, Any]]
"""Texts and tables of a form, each by the path of its field."""


def read(fields: Sequence[Field], given: Mapping[str, Any], say: Say) -> Given:
    """Return what the options hold, by Python name, as a form holds it; files are read.

    Raises
    ------
    Refused
        When files are not there or cannot be fetched; a line for each.
    """
    texts: dict[str, str] = {}
    tables: dict[str, Any] = {}
    refused: list[str] = []
    for leaf in form.leaves(fields):
        value = given.get(key_of(leaf.path))
        if value is None:
            continue
        try:
            if leaf.shape == "tables":
                tables[leaf.path] = [file_at(leaf.path, path, say) for path in value]
            elif leaf.shape == "table":
                tables[leaf.path] = file_at(leaf.path, value, say)
            else:
                texts[leaf.path] = _text(leaf, value, say)
        except Refused as error:
            refused += error.lines
    if refused:
        raise Refused(*refused)
    return texts, tables


def example(fields: Sequence[Field], inputs: Mapping[str, Any]) -> Given:
    """Return the inputs of an example as a form holds them."""
    tables: dict[str, Any] = {}
    for leaf in form.leaves(fields):
        value: Any = inputs
        for name in leaf.path.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
        if leaf.shape in ("table", "tables") and value is not None:
            tables[leaf.path] = value
    return form.written(fields, inputs), tables


def _text(leaf: Field, value: Any, say: Say) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(value)
    if leaf.shape == "json" and str(value).endswith(".json"):
        return file_at(leaf.path, value, say).content.decode(errors="replace")
    return str(value)


def file_at(field: str, path: str, say: Say) -> File:
    """Read the file at a path or an address, for a field.

    Raises
    ------
    Refused
        When it is not there.
    """
    if path.startswith(("http://", "https://")):
        return _fetched(field, path, say)
    try:
        return File.named(path, Path(path).read_bytes())
    except FileNotFoundError:
        reason = say("there is no file {path}", path=path)
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        reason = say("{path} cannot be read: {reason}", path=path, reason=said)
    raise Refused(f"{name_of(field)}: {reason}")


def _fetched(field: str, href: str, say: Say) -> File:
    from citybricks.faces.href import Limits, fetch
    from citybricks.kernel.errors import BrickError

    try:
        return fetch(field, href, Limits())
    except BrickError as error:
        reason = say(error.message, **error.values)
        raise Refused(f"{name_of(field)}: {reason}") from error


def line(problem: Problem, fields: Sequence[Field], say: Say) -> str:
    """Say what is wrong with which option, and where in its file."""
    path = _longest(problem.input, fields)
    if not path:
        return str(problem)
    rest = problem.input[len(path) + 1 :].split(".")
    where = [name_of(path), *_inside(next(f for f in _all(fields) if f.path == path), rest, say)]
    return f"{', '.join(where)}: {problem.message}"


def _longest(path: str, fields: Sequence[Field]) -> str:
    known = (f.path for f in _all(fields) if f"{path}.".startswith(f"{f.path}."))
    return max(known, key=len, default="")


def _all(fields: Sequence[Field]) -> Iterator[Field]:
    for one in fields:
        yield one
        yield from _all(one.fields)


def _inside(field: Field, rest: list[str], say: Say) -> Iterator[str]:
    depth = 0
    for part in filter(None, rest):
        if part.isdigit() and depth < len(_PARTS.get(field.shape, ())):
            yield say(_PARTS[field.shape][depth], number=int(part) + 1)
            depth += 1
        else:
            yield part
