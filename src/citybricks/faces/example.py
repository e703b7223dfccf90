"""The example a brick's author ships: ``example.json`` beside the brick."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from citybricks.kernel.brick import Brick


@dataclass(frozen=True, slots=True)
class Example:
    """Inputs that run, and where they come from."""

    title: str
    source: str
    licence: str
    inputs: dict[str, Any]


def example_of(brick: Brick[..., Any]) -> Example | None:
    """Return the brick's example, or None when its author ships none."""
    path = brick.folder / "example.json"
    if not path.exists():
        return None
    return Example(**json.loads(path.read_text(encoding="utf-8")))
