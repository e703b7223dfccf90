"""Laws on school and infection as tables, one TOML file for each country in `laws/`.

Nothing here knows a country: another one is another file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from citybricks.methods.exclusion.law import Law


class UnknownCountryError(LookupError):
    """No law table of a country is known.

    Parameters
    ----------
    country
        What was asked for.
    """

    def __init__(self, country: str) -> None:
        self.country = country
        super().__init__(f"no law table for {country!r}; there are {', '.join(available())}")


def read(text: str) -> Law:
    """Read a law table.

    Raises
    ------
    ValueError
        When it is no TOML, or something in it is missing, misspelt or refers to nothing.
    """
    return Law.model_validate(tomllib.loads(text))


@cache
def _all() -> Mapping[str, Law]:
    folder = files("citybricks.methods.exclusion") / "laws"
    tables = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    laws = [read((folder / name).read_text(encoding="utf-8")) for name in tables]
    return {law.country: law for law in laws}


def available() -> list[str]:
    """Return the countries that there are law tables of."""
    return list(_all())


def load(country: str) -> Law:
    """Return the law table of a country.

    Raises
    ------
    UnknownCountryError
        When there is none.
    """
    try:
        return _all()[country.lower()]
    except KeyError:
        raise UnknownCountryError(country) from None
