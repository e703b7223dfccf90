"""The groups that members belong to, as the network names them."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files


@cache
def _read() -> dict[str, dict[str, str]]:
    path = files("citybricks.network.founding") / "data" / "groups.json"
    return {one["key"]: one["names"] for one in json.loads(path.read_text(encoding="utf-8"))}


def group_keys() -> tuple[str, ...]:
    """Return the keys of the groups."""
    return tuple(_read())


def group_names(key: str) -> dict[str, str]:
    """Return the names of a group by language."""
    return _read().get(key, {"en": key})


def group_name(key: str, language: str) -> str:
    """Name a group in a language, or in English."""
    names = group_names(key)
    simplified = names.get("zh-Hans") if language.startswith("zh") else None
    return names.get(language) or simplified or names["en"]
