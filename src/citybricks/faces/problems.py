"""What is wrong with an input, field by field, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ValidationError

from citybricks.kernel.errors import BrickError
from citybricks.kernel.refusal import refusals
from citybricks.kernel.translation import Translate


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
    return [Problem(each.input, each.said(translate)) for each in refusals(error)]
