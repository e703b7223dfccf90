"""What goes into the verifier and what comes out of it: files, rows of checks and of results."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge
from pydantic import ConfigDict

from citybricks.types import Row, Unit
from citybricks.types.cities import Attachment
from citybricks.types.files import JSON, TAR

Ballots = Annotated[int, Ge(0), Unit("{ballot}")]


class Archive(Attachment):
    """The archive of an election, UUID.bel."""

    model_config = ConfigDict(json_schema_extra={"x-files": [TAR]})


class SignedHead(Attachment):
    """A head that the board signed, or that a witness signed after it."""

    model_config = ConfigDict(json_schema_extra={"x-files": [JSON]})


class Checked(Row):
    """What became of a check."""

    check: str
    """Its name: A for the file, S for the setup, B for ballots, T for the tally, M for shuffles,
    D for decryptions, R for the result, P, H and X for what somebody kept."""
    status: Literal["pass", "fail", "warn", "skip"]
    """Whether it was passed; a warning should be known, and skipped is what nobody asked for."""
    english: str
    """What was found, in English."""
    chinese: str
    """What was found, in Chinese."""
    height: Annotated[int, Ge(0)] | None
    """Event of the board where it can be seen."""
    evidence: str
    """What else shows it, as JSON."""


class Found(Row):
    """A check as a page shows it."""

    check: str
    """Its name."""
    status: Literal["pass", "fail", "warn", "skip"]
    """What became of it."""
    found: str
    """What was found."""
    height: Annotated[int, Ge(0)] | None
    """Event of the board where it can be seen."""


class Answered(Row):
    """What a choice came to."""

    question: str
    """The question."""
    choice: str
    """The choice; empty for blank ballots."""
    votes: Annotated[int, Ge(0)]
    """Marks it has, each with the weight of its voter."""


class Opened(Row):
    """A ranking or list of grades, in the order in which shuffling left it."""

    question: str
    """The question."""
    ballot: Annotated[int, Ge(1)]
    """Its place after the last shuffle, which says nothing about the voter."""
    numbers: str
    """A number for each choice, in the order of the question."""
