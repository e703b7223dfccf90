"""Counts beside `belenios-tool method`: every given file, and 100 random questions of each method.

The tool is asked for Schulze, single transferable vote and majority judgment; what it prints is
compared whole: winners, raw matrices, paths, events, ballots that are not counted. Two things
are put in order first, because the tool's order means nothing: choices that are tied in a ranking,
and ballots that are not counted. Where the tool ends in a failed assertion (fewer choices ranked
by anybody than there are seats) there is nothing to compare; how often, is told.

Methods are `belenios-tool` 2.0 of Debian; the files are made by it too.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.figure import Figure
from citybricks.methods.ballot.counting import majority_judgment, schulze, stv
from citybricks.methods.ballot.counting.ballots import gather

DATA = Path(os.environ.get("CITYBRICKS_DATA", Path(__file__).parents[2] / "shared" / "data"))
FILES = sorted((DATA / "ballot" / "methods").glob("*.json"))
TOOL = shutil.which("belenios-tool") or ""
METHODS = ("schulze", "stv", "majority-judgment")
QUESTIONS = 100
"""Random ones of each method."""
Rows = list[list[int]]


def ours(arguments: Sequence[str], rows: Rows) -> dict[str, Any]:
    """Count ballots as a command line of the tool asks."""
    method, *rest = arguments
    asked = dict(zip(rest[::2], rest[1::2], strict=True))
    choices = int(asked.get("--nchoices", len(rows[0]) if rows else 0))
    ballots, blank = gather(rows), asked.get("--blank-allowed") == "true"
    if method == "schulze":
        return schulze.count(ballots, choices, blank_allowed=blank).document()
    if method == "stv":
        return stv.count(ballots, choices, int(asked["--nseats"])).document()
    grades = int(asked["--ngrades"])
    return majority_judgment.count(ballots, choices, grades, blank_allowed=blank).document()


def theirs(arguments: Sequence[str], rows: Rows) -> dict[str, Any] | None:
    """Ask the tool; None where it fails."""
    asked = [TOOL, "method", *arguments]
    done = subprocess.run(
        asked, input=json.dumps(rows), capture_output=True, text=True, check=False
    )
    found: dict[str, Any] | None = None if done.returncode else json.loads(done.stdout)
    return found


def settled(counted: dict[str, Any]) -> dict[str, Any]:
    """Put in order what the tool leaves in none."""
    said = dict(counted)
    if "events" not in said:
        said["winners"] = [sorted(level) for level in said["winners"]]
    if "invalid" in said:
        said["invalid"] = sorted(said["invalid"])
    return said


def _one_question(method: str, chance: random.Random) -> tuple[list[str], Rows]:
    """Make up a question and ballots, some of which are blank or not to be counted."""
    choices, voters = chance.randint(1, 8), chance.randint(1, 60)
    blank = ["--blank-allowed", chance.choice(["true", "false"])]
    width = ["--nchoices", str(choices)]
    if method == "stv":
        rows = [_ranks(choices, chance) for _ in range(voters)]
        return ["stv", "--nseats", str(chance.randint(1, 4))], rows
    grades = chance.randint(1, 7)
    most = choices if method == "schulze" else grades
    least = 0 if method == "schulze" else 1
    rows = [_marks(choices, least, most, chance) for _ in range(voters)]
    if method == "schulze":
        return ["schulze", *width, *blank], rows
    return ["majority-judgment", "--ngrades", str(grades), *width, *blank], rows


def _ranks(choices: int, chance: random.Random) -> list[int]:
    ranked = chance.sample(range(choices), chance.randint(0, choices))
    skip = chance.random() < 0.03
    return [ranked.index(choice) + 1 + skip if choice in ranked else 0 for choice in range(choices)]


def _marks(choices: int, least: int, most: int, chance: random.Random) -> list[int]:
    if chance.random() < 0.05:
        return [0] * choices
    odd = chance.random() < 0.03
    return [chance.randint(least, most + odd) for _ in range(choices)]


def questions(method: str, count: int, seed: int = 2026) -> list[tuple[list[str], Rows]]:
    """Make up questions of a method, the same ones for the same seed."""
    chance = random.Random(f"{method}{seed}")  # noqa: S311 - no secret
    return [_one_question(method, chance) for _ in range(count)]


def different(
    asked: Sequence[tuple[list[str], Rows]], answer: Callable[..., dict[str, Any] | None]
) -> tuple[int, int]:
    """Return to how many questions the answers differ, and how many the tool does not answer."""
    answers = [(ours(*each), answer(*each)) for each in asked]
    differ = sum(their is not None and settled(mine) != settled(their) for mine, their in answers)
    return differ, sum(their is None for _, their in answers)


def main() -> None:
    """Compare."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in FILES]
    wrong = sum(
        settled(ours(one["args"], one["ballots"])) != settled(one["belenios_tool_2_0"])
        for one in files
    )
    if files:
        Figure(
            name="methods: given files that are counted otherwise",
            value=wrong,
            unit="files",
            at_most=0,
            peer="belenios-tool",
            note=f"of {len(files)}",
        ).tell()
    for method in METHODS if TOOL else ():
        wrong, silent = different(questions(method, QUESTIONS), theirs)
        Figure(
            name=f"methods: random questions of {method} that are counted otherwise",
            value=wrong,
            unit="questions",
            at_most=0,
            peer="belenios-tool",
            note=f"of {QUESTIONS}, {silent} of which it does not answer",
        ).tell()


if __name__ == "__main__":
    main()
