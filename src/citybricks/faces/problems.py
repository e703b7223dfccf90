"""What is wrong with an input, field by field, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from citybricks.kernel.errors import BrickError
from citybricks.kernel.translation import Translate
from citybricks.types.media import shortened
from citybricks.types.messages import MESSAGES


@dataclass(frozen=True, slots=True)
class Problem:
    """One input that does not fit."""

    input: str
    """Its path: ``radius``, ``homes.0.residents``; empty when no single one is to blame."""
    message: str
    """What is wrong with the value, and what is allowed."""

    def __str__(self) -> str:
        return f"{self.input}: {self.message}" if self.input else self.message


def problems(error: ValidationError | BrickError, translate: Translate) -> list[Problem]:
    """Put an error into words, a sentence for each field."""
    if isinstance(error, BrickError):
        return [Problem(error.input, translate(error.message).format(**error.values))]
    return [_problem(detail, translate) for detail in error.errors(include_url=False)]


def _problem(detail: Any, translate: Translate) -> Problem:
    template = MESSAGES.get(detail["type"])
    context = detail.get("ctx", {})
    where = ".".join(str(part) for part in detail["loc"])
    if isinstance(context.get("error"), BrickError):
        error = context["error"]
        inner = ".".join(part for part in (where, error.input) if part)
        return Problem(inner, translate(error.message).format(**error.values))
    if template is None:
        return Problem(where, translate(str(context.get("error", detail["msg"]))))
    values = {"input": shortened(detail["input"]), **context}
    said = {name: _plain(name, value, translate) for name, value in values.items()}
    return Problem(where, translate(template).format(**said))


def _plain(name: str, value: Any, translate: Translate) -> Any:
    """Write a bound without idle decimals, and alternatives without an English "or"."""
    if isinstance(value, float):
        return f"{value:.15g}"
    if name == "expected":
        return ", ".join(str(value).rsplit(" or ", 1)).replace("'", "")
    if name in ("geometry", "given") and isinstance(value, str):
        return translate(value)
    return value
