"""Errands to try the queue with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from citybricks.network.errands.domain import errands


class Trial:
    """An errand that notes with what it was called, and fails when it is told to."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.failing: Exception | None = None

    def __call__(self, **arguments: Any) -> None:
        self.calls.append(arguments)
        if self.failing:
            raise self.failing


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> Trial:
    """The errand ``trial``, the only one there is, registered for this test."""
    made = Trial()
    known: dict[str, Callable[..., object]] = {"trial": made}
    monkeypatch.setattr(errands, "_functions", known)
    monkeypatch.setattr(errands, "_hours", {})
    return made
