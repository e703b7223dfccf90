"""A folder for the files of boards, forgotten after each test."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import cache

from citybricks.services.voting.board.domain import appending, keys


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """Where this hub keeps its boards and keys; no address has asked for anything yet."""
    monkeypatch.setattr(keys, "folder", lambda: tmp_path)
    monkeypatch.setattr(appending, "_prefixes", appending.Prefixes())
    if request.node.get_closest_marker("django_db"):
        cache.clear()
    return tmp_path
