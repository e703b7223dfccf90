"""The fields cities work in, as the network names them."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _read() -> dict[str, dict[str, Any]]:
    path = files("citybricks.network.founding") / "data" / "fields.json"
    return {one["key"]: one for one in json.loads(path.read_text(encoding="utf-8"))}


def field_keys() -> tuple[str, ...]:
    """Return the keys of the fields."""
    return tuple(_read())


def field_name(key: str, language: str) -> str:
    """Name a field in a language, or in English."""
    names = _read().get(key, {}).get("names", {})
    simplified = names.get("zh-Hans") if language.startswith("zh") else None
    return str(names.get(language) or simplified or names.get("en") or key)
