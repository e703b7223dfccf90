"""The lab has one more brick in its tests."""

from typing import Any

import pytest
from django.test import Client

from citybricks.kernel.brick import Brick


@pytest.fixture(autouse=True)
def _lamps(lamps: Brick[..., Any]) -> None:
    """Register `count-lamps`."""


@pytest.fixture
def client(db: None) -> Client:
    """A browser that asks for English."""
    return Client(headers={"accept-language": "en"})
