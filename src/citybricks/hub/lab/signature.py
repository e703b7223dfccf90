"""What a brick's page says, read from its signature and docstring."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from citybricks.faces import description
from citybricks.faces.json_schema import outputs_of
from citybricks.kernel.brick import Brick
from citybricks.kernel.translation import Translate

_DOI = re.compile(r"doi:\s*(10\.\S+?)(?=[.,;)]*(?:\s|$))", re.IGNORECASE)
_REFERENCE = re.compile(r"^\.\. \[(?P<number>[^\]]+)\]\s*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered source, with the address of its DOI where it has one."""

    number: str
    text: str
    doi: str


def paragraphs(brick: Brick[..., Any], translate: Translate) -> list[str]:
    """Return the paragraphs below the title."""
    return [translate(part) for part in description.paragraphs(brick.doc.long_description)]


def notes(brick: Brick[..., Any], translate: Translate) -> list[str]:
    """Return the paragraphs of the section Notes: the method and its formulas."""
    notes_said = description.section(brick, "notes")
    return [translate(part) for part in description.paragraphs(notes_said)]


def sources(brick: Brick[..., Any]) -> list[Source]:
    """Return the numbered references of the docstring."""
    parts = _REFERENCE.split(description.section(brick, "references"))[1:]
    found = []
    for number, said in zip(parts[::2], parts[1::2], strict=True):
        plain = " ".join(said.split())
        doi = _DOI.search(plain)
        if doi:  # which the page shows behind the text
            plain = plain[: doi.start()].rstrip(" ,;") + plain[doi.end() :]
        found.append(Source(number, plain, doi[1] if doi else ""))
    return found


@dataclass(frozen=True, slots=True)
class Output:
    """A field of the outcome."""

    name: str
    label: str
    description: str
    kind: str


def outputs(brick: Brick[..., Any], language: str) -> list[Output]:
    """Return the fields of the outcome, described."""
    return [
        Output(
            name, str(schema.get("title", name)), str(schema.get("description", "")), _kind(schema)
        )
        for name, schema in outputs_of(brick, language).items()
    ]


def _kind(schema: dict[str, Any]) -> str:
    if schema.get("format") == "geojson-feature-collection":
        return "places"
    if "x-files" in schema:
        return "table"
    return "indicator" if "sdg" in schema.get("properties", {}) else "value"


def call(brick: Brick[..., Any]) -> str:
    """Return how Python calls it."""
    module = brick.function.__module__
    return f"from {module} import {brick.function.__name__}"
