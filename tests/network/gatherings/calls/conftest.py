"""A gathering with a call, open and closed, for every test of calls."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation

from tests.network.gatherings.calls.calling import Calling, called


@pytest.fixture
def calling(db: None) -> Iterator[Calling]:
    """A forum that calls for talks, with somebody in every role; pages are in English."""
    cache.clear()
    with translation.override("en"):
        yield called()
