"""Our own words for what is thrown away, each of a kind that no city's rules depend on."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from citybricks.methods.waste.sorting.names import plain


@dataclass(frozen=True, slots=True)
class Kind:
    """Things that any city treats alike.

    Parameters
    ----------
    id
        How rule sets call it.
    en, zh
        What it is, in words.
    """

    id: str
    en: str
    zh: str


@cache
def kinds() -> Mapping[str, Kind]:
    """Return the kinds by their id."""
    return {name: Kind(name, table["en"], table["zh"]) for name, table in _tables().items()}


@cache
def words() -> Mapping[str, str]:
    """Return plain names, Chinese and English, with the kind of each; the first one counts."""
    found: dict[str, str] = {}
    for kind, table in _tables().items():
        for name in [*table["names_zh"].split(), *table["names_en"].replace("\n", " ").split(";")]:
            if name.strip():
                found.setdefault(plain(name), kind)
    return found


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    folder = files("citybricks.methods.waste.sorting") / "lexicon"
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    tables: dict[str, Mapping[str, str]] = {}
    for name in names:
        tables |= tomllib.loads((folder / name).read_text(encoding="utf-8"))
    return tables
