"""The lab has one more brick in its tests."""

from typing import Any

import pytest

from citybricks.kernel.brick import Brick


@pytest.fixture(autouse=True)
def _lamps(lamps: Brick[..., Any]) -> None:
    """Register `count-lamps`."""
