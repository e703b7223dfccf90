"""Counts are those of `belenios-tool method`: of what it printed once, and of what it says now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.ballot_methods import DATA, FILES, METHODS, TOOL, ours, questions, settled, theirs

given_files = pytest.mark.skipif(
    not FILES, reason=f"no files in {DATA}/ballot/methods; set CITYBRICKS_DATA"
)
tool_installed = pytest.mark.skipif(not TOOL, reason="belenios-tool is not installed (apt)")


@given_files
@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_given_file_is_counted_as_the_tool_counted_it(path: Path) -> None:
    said = json.loads(path.read_text(encoding="utf-8"))
    assert ours(said["args"], said["ballots"]) == said["belenios_tool_2_0"]


@tool_installed
@pytest.mark.parametrize("method", METHODS)
def test_a_random_question_is_counted_as_the_tool_counts_it(method: str) -> None:
    answered = 0
    for arguments, rows in questions(method, 30, seed=7):
        said = theirs(arguments, rows)
        if said is not None:
            answered += 1
            assert settled(ours(arguments, rows)) == settled(said), (arguments, rows)
    assert answered > 20


@tool_installed
def test_where_the_tool_fails_the_seat_stays_empty() -> None:
    """Nobody ranks the second choice, so it is not elected; the tool fails an assertion here."""
    arguments, rows = ["stv", "--nseats", "2"], [[1, 0], [0, 0]]
    assert theirs(arguments, rows) is None
    assert ours(arguments, rows)["winners"] == [0]
