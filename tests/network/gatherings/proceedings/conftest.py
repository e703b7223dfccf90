"""A forum with a talk that is over, for every test of proceedings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation

from tests.network.gatherings.proceedings.remaining import Remaining, remained


@pytest.fixture
def remaining(db: None) -> Iterator[Remaining]:
    """A forum of 2023 whose session is over, with somebody in every role; pages in English."""
    cache.clear()
    with translation.override("en"):
        yield remained()
