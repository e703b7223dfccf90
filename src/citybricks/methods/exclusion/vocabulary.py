"""Names of syndromes and of the days that rules ask for, in every language of the law tables."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict

LANGUAGES = ("en", "zh-Hans", "ja")
"""Languages in which every name and sentence is given."""


def _in_every_language(names: dict[str, str]) -> dict[str, str]:
    if set(names) != set(LANGUAGES) or not all(names.values()):
        raise ValueError(f"has the languages {', '.join(names)}; all of {LANGUAGES} are needed")
    return names


Names = Annotated[dict[str, str], AfterValidator(_in_every_language)]
"""A text in English, Chinese and Japanese."""


class Row(BaseModel):
    """A row of a table; what is misspelt in it is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Fact(Row):
    """A day of a course of illness that rules ask for.

    Parameters
    ----------
    names
        What it is called.
    meaning
        Which day is written down.
    doctor
        Whether only a doctor can say it.
    reopens
        A fact that is not known any more when this one comes on its day or later.
    """

    names: Names
    meaning: Names
    doctor: bool = False
    reopens: str | None = None


def _toml(name: str) -> dict[str, Any]:
    source = files("citybricks.methods.exclusion") / name
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def syndromes() -> Mapping[str, Mapping[str, str]]:
    """Return the names of syndromes by code and language."""
    return {code: _in_every_language(row) for code, row in _toml("syndromes.toml").items()}


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """Return what is said of returns and closures, by key and language."""
    return {key: _in_every_language(row) for key, row in _toml("sentences.toml").items()}


@cache
def facts() -> Mapping[str, Fact]:
    """Return the days of a course of illness that rules may ask for, by name."""
    return {name: Fact.model_validate(row) for name, row in _toml("facts.toml").items()}
