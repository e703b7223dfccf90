"""What a run was asked: its inputs in a few lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from citybricks.faces.form import Field, fields
from citybricks.hub.jobs.models import Job
from citybricks.hub.jobs.runs import brick_of, folder_of


@dataclass(frozen=True, slots=True)
class Asked:
    """An input of a run: a value, or how many tables or files were given."""

    label: str
    value: str
    unit: str
    tables: int = 0
    columns: bool = False
    """Whether what was given has columns."""


def asked_for(job: Job, language: str) -> list[Asked]:
    """List the inputs of a run.

    Raises
    ------
    NoSuchRun
        When they are not in the run store any more.
    """
    document = json.loads(folder_of(job).read("inputs.json"))
    return list(_lines(fields(brick_of(job), language), document, ""))


def _lines(of: Sequence[Field], document: Mapping[str, Any], within: str) -> Iterator[Asked]:
    for one in of:
        value = document.get(one.path.rpartition(".")[2])
        label = f"{within} · {one.label}" if within else one.label
        if one.shape == "group" and isinstance(value, dict):
            yield from _lines(one.fields, value, label)
        elif one.shape == "table":
            yield Asked(label, "", "", tables=1 if value else 0, columns=bool(one.columns))
        elif one.shape == "tables":
            yield Asked(label, "", "", tables=len(value or ()), columns=bool(one.columns))
        elif value is not None:
            yield Asked(label, one.called(value) or _written(value), one.unit)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, int | float):
        return f"{value:,.15g}".replace("-", "−")
    if isinstance(value, list):
        return ", ".join(_written(item) for item in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
