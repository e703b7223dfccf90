"""Inputs that name a brick."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any


@dataclass(frozen=True, slots=True)
class NamesBrick:
    """Marks text that is the id of a brick: what that brick computes decides the outcome too."""


BrickId = Annotated[str, NamesBrick()]
"""Id of a brick."""


def naming(hints: Mapping[str, Any]) -> Iterator[str]:
    """Yield the inputs that name a brick."""
    for name, hint in hints.items():
        if any(isinstance(mark, NamesBrick) for mark in getattr(hint, "__metadata__", ())):
            yield name
