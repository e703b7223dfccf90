"""City bricks: typed functions that one city writes and every city can run."""

from citybricks.kernel.blueprint import blueprint, choose
from citybricks.kernel.brick import Brick, brick
from citybricks.kernel.errors import BrickError
from citybricks.kernel.outcome import Outcome
from citybricks.kernel.run import Cancelled, Run, cancelled, track

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
    "track",
]
