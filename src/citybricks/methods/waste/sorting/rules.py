"""How cities sort, one TOML file for each in `cities/`; nothing here knows a city."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Self

from pydantic import model_validator

from citybricks.methods.waste.sorting.lexicon import kinds
from citybricks.types import Model


class UnknownCityError(LookupError):
    """No rule set of a city is known.

    Parameters
    ----------
    city
        What was asked for.
    """

    def __init__(self, city: str) -> None:
        self.city = city
        super().__init__(f"no rule set for {city!r}; there are {', '.join(available())}")


class WasteClass(Model):
    """A class that a city collects apart."""

    id: str
    """How the rule set calls it."""
    number: int
    """Its number in lists of the city."""
    en: str
    """Its name in English."""
    zh: str
    """Its name in Chinese."""


class RuleSet(Model):
    """How a city sorts."""

    id: str
    """Of the city."""
    en: str
    """Name of the city in English."""
    zh: str
    """Name of the city in Chinese."""
    version: str
    """When the rules were read."""
    source_en: str
    """Where they are published, in English."""
    source_zh: str
    """Where they are published, in Chinese."""
    classes: list[WasteClass]
    """What is collected apart."""
    kinds: Mapping[str, str]
    """Class of each kind of thing."""
    soiled: Mapping[str, str]
    """Class of what is soiled, by the class it has when clean."""
    dangerous: str
    """The class that harms when it gets among food."""
    food: str
    """The class that nothing dangerous may be called."""
    suspicious: list[str]
    """Words that keep a name that nobody listed from being called food."""

    @model_validator(mode="after")
    def _refers_to_what_is_there(self) -> Self:
        known = {one.id for one in self.classes}
        named = {*self.kinds.values(), *self.soiled, *self.soiled.values()}
        missing = sorted(set(kinds()) - set(self.kinds))
        strange = sorted(
            ({*named, self.dangerous, self.food} - known) | set(self.kinds) - set(kinds())
        )
        if missing or strange:
            raise ValueError(f"kinds without a class: {missing}; unknown names: {strange}")
        return self

    def named(self, id: str) -> WasteClass:
        """Return a class by its id."""
        return next(one for one in self.classes if one.id == id)


def read(text: str) -> RuleSet:
    """Read a rule set.

    Raises
    ------
    ValueError
        When it is no TOML, or a kind has no class, or a class is named that is not there.
    """
    return RuleSet.model_validate(tomllib.loads(text))


@cache
def _all() -> Mapping[str, RuleSet]:
    folder = files("citybricks.methods.waste.sorting") / "cities"
    tables = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    sets = [read((folder / name).read_text(encoding="utf-8")) for name in tables]
    return {one.id: one for one in sets}


def available() -> list[str]:
    """Return the cities that there are rule sets of."""
    return list(_all())


def load(city: str) -> RuleSet:
    """Return the rule set of a city.

    Raises
    ------
    UnknownCityError
        When there is none.
    """
    try:
        return _all()[city.strip().lower().replace(" ", "-")]
    except KeyError:
        raise UnknownCityError(city) from None
