"""What a person is to do today, as the apps of pupil health tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from citybricks.services.schoolhealth.schools.models import City


@dataclass(frozen=True, slots=True)
class Task:
    """Something that a person is to do.

    Parameters
    ----------
    text
        What, in the reader's language.
    url
        Where.
    detail
        How far it is, or until when.
    done
        Whether it is done for today.
    """

    text: str
    url: str
    detail: str = ""
    done: bool = False


Source = Callable[[Any, City], Iterable[Task]]
"""Gives the tasks of a person in a city."""
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Ask a function for tasks too; apps call it when they start."""
    if source not in _sources:
        _sources.append(source)
    return source


def tasks(person: Any, city: City) -> Iterator[Task]:
    """Return what a person is to do today in a city."""
    for source in _sources:
        yield from source(person, city)
