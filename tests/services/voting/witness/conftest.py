"""A board that may lie, a witness that watches it, and a folder for both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from citybricks.services.voting.board.domain import keys
from citybricks.services.voting.board.domain.prefixes import Prefixes
from citybricks.services.voting.witness.domain import copies
from citybricks.services.voting.witness.models import Watched
from tests.services.voting.witness.lying import Lying, lying


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this hub keeps its copies and keys; it may ask hubs on this machine."""
    monkeypatch.setattr(keys, "folder", lambda: tmp_path)
    monkeypatch.setattr(copies, "_prefixes", Prefixes())
    private = settings.ENVIRONMENT.model_copy(update={"private_hrefs": True})
    monkeypatch.setattr(settings, "ENVIRONMENT", private)
    return tmp_path


@pytest.fixture
def board() -> Iterator[Lying]:
    """A board that shows two ballots."""
    with lying() as board:
        board.show(b"setup ballot ballot ", 2)
        yield board


@pytest.fixture
def watched(db: None, board: Lying) -> Watched:
    """The board, watched and not looked at yet."""
    return Watched.objects.create(city="Tsukuba", url=board.board)
