"""What the whole network names alike: the fields cities work in, and the groups they belong to."""

from __future__ import annotations

import json
from functools import cached_property
from importlib.resources import files
from typing import Any


class Vocabulary:
    """Keys with their names by language, read from ``founding/data``."""

    def __init__(self, name: str) -> None:
        self._file = files("citybricks.network.founding") / "data" / f"{name}.json"

    @cached_property
    def _entries(self) -> dict[str, dict[str, Any]]:
        return {one["key"]: one for one in json.loads(self._file.read_text(encoding="utf-8"))}

    def keys(self) -> tuple[str, ...]:
        """Return the keys, in order."""
        return tuple(self._entries)

    def choices(self, language: str) -> list[tuple[str, str]]:
        """Return the keys with their names, as a form offers them."""
        return [(key, self.name(key, language)) for key in self._entries]

    def names(self, key: str) -> dict[str, str]:
        """Return the names of a key by language; an unknown key is its own name."""
        return dict(self._entries.get(key, {}).get("names", {"en": key}))

    def name(self, key: str, language: str) -> str:
        """Name a key in a language, or in one its readers read, or in English."""
        names = self.names(key)
        near = next((tag for tag in names if tag[:2] == language[:2]), "en")
        return names.get(language) or names[near]

    def targets(self, key: str) -> tuple[str, ...]:
        """Return the targets of the Sustainable Development Goals that a field serves."""
        return tuple(self._entries.get(key, {}).get("sdg", ()))


FIELDS = Vocabulary("fields")
GROUPS = Vocabulary("groups")
