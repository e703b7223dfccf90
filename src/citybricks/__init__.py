"""City bricks: typed functions that one city writes and every city can run."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from citybricks.kernel.blueprint import blueprint, choose
    from citybricks.kernel.brick import Brick, brick
    from citybricks.kernel.errors import BrickError
    from citybricks.kernel.outcome import Outcome
    from citybricks.kernel.run import Cancelled, Run, cancelled, tell, track

__all__ = [
    "Brick",
    "BrickError",
    "Cancelled",
    "Outcome",
    "Run",
    "blueprint",
    "brick",
    "cancelled",
    "choose",
    "tell",
    "track",
]

_ROOMS = {"blueprint": "blueprint", "choose": "blueprint", "Brick": "brick", "brick": "brick"}
_ROOMS |= {"BrickError": "errors", "Outcome": "outcome"}
_ROOMS |= dict.fromkeys(("Cancelled", "Run", "cancelled", "tell", "track"), "run")


def __getattr__(name: str) -> Any:
    """Import a name when it is first asked for: what only verifies ballots needs no kernel."""
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"citybricks.kernel.{_ROOMS[name]}"), name)
