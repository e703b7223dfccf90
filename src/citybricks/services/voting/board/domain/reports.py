"""Verification reports of boards, made by an errand; what passed once is not checked again."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, BinaryIO, cast

from citybricks.methods.ballot.strict_json import dumps, loads
from citybricks.methods.ballot.verifying.cache import Cache
from citybricks.methods.ballot.verifying.verification import verify
from citybricks.services.voting.board.domain import appending, files, keys, reading
from citybricks.services.voting.board.models import Board, Report


def cache_path() -> Path:
    """Return where verdicts on ballots are kept."""
    return keys.folder() / "verdicts.sqlite3"


def make(uuid: str) -> None:
    """Verify a board with the heads that it and witnesses have signed, and keep the report.

    When the board has grown meanwhile, the next report is owed.
    """
    board = Board.objects.filter(pk=uuid).first()
    if board is None:
        return
    with _opened(board) as stream:
        found = verify(stream, heads=heads_of(board), cache=Cache(cache_path()))
    height = int(found.head.get("height", 0))
    said = {"height": height, "verdict": found.verdict, "document": dumps(found.json()).decode()}
    Report.objects.update_or_create(board=board, defaults=said)
    appending.owe_report(Board.objects.get(pk=uuid))


def heads_of(board: Board) -> list[dict[str, Any]]:
    """Return the latest head of a board, and the latest that each witness has signed."""
    signed = [board.heads.get(height=board.height).signed]
    signed += [one.signed for one in reading.witnesses_of(board)]
    return [cast("dict[str, Any]", loads(one.encode())) for one in signed]


def _opened(board: Board) -> BinaryIO:
    """Return the archive: the file, unless something is still on its way into it."""
    if board.filed == board.bytes:
        return files.path_of(board.uuid).open("rb")
    return io.BytesIO(b"".join(appending.content(board, 0, board.bytes)))
