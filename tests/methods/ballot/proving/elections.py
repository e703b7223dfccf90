"""Small elections of every shape, and the tool that made the protocol known."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from citybricks.methods.ballot.documents import HomomorphicQuestion, NonHomomorphicQuestion
from citybricks.methods.ballot.proving.assembling import Made, Plan, Threshold, Voter
from citybricks.methods.ballot.proving.chance import Below

PARK = HomomorphicQuestion("公园 Which park?", ("东 East", "西 West", "北 North"), 1, 1)
BLANK = HomomorphicQuestion("Up to two, or blank", ("A", "B", "C"), 1, 2, blank=True)
YES = HomomorphicQuestion("赞成？ Approve?", ("是 Yes", "否 No"), 0, 1)
RANKED = NonHomomorphicQuestion("Rank them", ("A", "B", "C"))

SHAPES = {
    "counted": Plan(
        [PARK],
        [Voter([[[1, 0, 0]]]), Voter([[[0, 1, 0]]]), Voter([[[0, 1, 0]]]), Voter()],
        trustees=(1, 1, 1),
    ),
    "blank, weights, revote": Plan(
        [BLANK],
        [
            Voter([[[0, 1, 0, 1]], [[1, 0, 0, 0]]], weight=2),
            Voter([[[0, 1, 1, 0]]], weight=3),
            Voter([[[0, 0, 0, 1]], [[0, 0, 1, 0]]]),
        ],
        trustees=(1, 1),
    ),
    "two questions": Plan(
        [PARK, YES], [Voter([[[1, 0, 0], [0, 0]]]), Voter([[[0, 0, 1], [0, 1]]])], trustees=(1,)
    ),
    "threshold, one absent": Plan(
        [PARK],
        [Voter([[[1, 0, 0]]]), Voter([[[0, 0, 1]]])],
        trustees=(Threshold(3, 2),),
        absent=frozenset({2}),
    ),
    "ranked, two shuffles": Plan(
        [RANKED],
        [Voter([[[1, 2, 3]]]), Voter([[[3, 2, 1]]]), Voter([[[1, 1, 1]], [[2, 3, 1]]])],
        trustees=(1, 1),
    ),
    "mixed": Plan(
        [YES, RANKED],
        [Voter([[[1, 0], [0, 0, 3]]]), Voter([[[0, 1], [3, 2, 1]]])],
        trustees=(1, Threshold(3, 2)),
        absent=frozenset({4}),
    ),
}
RESULTS: dict[str, tuple[object, ...]] = {
    "counted": ((1, 2, 0),),
    "blank, weights, revote": ((2, 3, 4, 0),),
    "two questions": ((1, 0, 1), (0, 1)),
    "threshold, one absent": ((1, 0, 1),),
    "ranked, two shuffles": ({(1, 2, 3), (3, 2, 1), (2, 3, 1)},),
    "mixed": ((1, 1), {(0, 0, 3), (3, 2, 1)}),
}
"""Of each shape; rankings come in whatever order shuffling leaves."""


def repeated(number: int) -> Below:
    """Return a source of chance that draws the same every time."""
    return random.Random(number).randrange  # noqa: S311 - to see what else there is


def unordered(result: tuple[object, ...]) -> tuple[object, ...]:
    """Return a result with its rankings as sets."""
    return tuple(
        set(one) if isinstance(one, tuple) and one and isinstance(one[0], tuple) else one
        for one in result
    )


def written(made: Made, folder: Path) -> Path:
    """Write the archive of an election into a folder of its own."""
    path = folder / f"{made.uuid}.bel"
    with path.open("wb") as stream:
        made.write(stream)
    return path


def tool() -> str:
    """Return where belenios-tool is; skip the test when it is not installed."""
    found = shutil.which("belenios-tool")
    if found is None:
        pytest.skip("belenios-tool is not installed: apt-get install belenios-tool")
    return found


def belenios_accepts(folder: Path) -> bool:
    """Say whether belenios-tool verifies the archive in a folder, and finds a result in it."""
    done = subprocess.run(
        [tool(), "election", "verify", "--dir", str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return done.returncode == 0 and "no result" not in done.stderr
