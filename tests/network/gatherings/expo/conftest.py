"""An expo with a booth of Tianjin for every test; pages are in English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation

from tests.network.gatherings.expo.showing import Expo, settle


@pytest.fixture
def expo(db: None) -> Iterator[Expo]:
    """A gathering with an expo, and nobody who has asked for much yet."""
    cache.clear()
    with translation.override("en"):
        yield settle()
