"""How a command ends: its exit code, and what it says when it refuses."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Any, Protocol

from citybricks.faces.json_schema import HERE
from citybricks.kernel.translation import translator


class Exit(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    FAILED = 1
    INVALID = 2
    DIFFERS = 3
    PARTLY = 4
    INTERRUPTED = 130


class Refused(ValueError):  # noqa: N818 - reads as the sentence it is
    """A command cannot be carried out; each line names one option and what is wrong with it."""

    def __init__(self, *lines: str, code: Exit = Exit.INVALID) -> None:
        super().__init__(*lines)
        self.lines = lines
        self.code = code


class Say(Protocol):
    """Puts an English template into the reader's language and fills in its placeholders."""

    def __call__(self, text: str, /, **values: Any) -> str:
        """Return the sentence."""
        ...


def speaker(language: str, translate: Callable[[str], str] | None = None) -> Say:
    """Return what speaks `language`; by default it knows the texts of the command line."""
    known = translate or translator(language, HERE)

    def say(text: str, /, **values: Any) -> str:
        said = known(text)
        return said.format(**values) if values else said

    return say
