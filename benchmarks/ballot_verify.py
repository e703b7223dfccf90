"""What verifying costs beside `belenios-tool` 2.0: CPU time of whole commands, in one run.

Wall time says little on a machine that others use, so the ten thousand ballots are told in CPU
time of all processes, halved: what two idle cores take. Only the tool's verification of a thousand
ballots and of a ranked election are run, once each. Of the archives that lie, those are counted
which the tool accepts.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path
from time import perf_counter

from benchmarks.figure import Figure
from citybricks.methods.ballot.archive import Writer
from citybricks.methods.ballot.documents import HomomorphicQuestion, NonHomomorphicQuestion
from citybricks.methods.ballot.proving.assembling import Made, Plan, Voter

TOOL = shutil.which("belenios-tool")
PEER = "belenios-tool 2.0"
DATA = Path(os.environ.get("CITYBRICKS_DATA", Path(__file__).parents[2] / "shared" / "data"))
THOUSAND, TEN_THOUSAND, RANKED = 1_000, 10_000, 200
ANSWERS = tuple("ABCDE")
QUESTION = HomomorphicQuestion("Pick one", ANSWERS, 1, 1)
RANKING = NonHomomorphicQuestion("Rank them", ANSWERS)


class Used:
    """What a command used: CPU seconds of it and its processes, seconds, and what it said."""

    def __init__(self, *command: str) -> None:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.wall = perf_counter() - start
        self.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.megabytes = after.ru_maxrss / 1024
        """Of the largest process so far."""
        self.code, self.said = done.returncode, done.stdout + done.stderr


def ours(path: Path, *arguments: str) -> Used:
    """Verify an archive with the command."""
    module = "citybricks.methods.ballot.verifying.command"
    return Used(sys.executable, "-m", module, str(path), "--lang", "en", *arguments)


def theirs(path: Path) -> Used:
    """Verify an archive with belenios-tool, which wants a folder for it."""
    return Used(TOOL or "", "election", "verify", "--dir", str(path.parent))


def is_accepted(used: Used) -> bool:
    """Whether the tool found nothing wrong, and a result."""
    return used.code == 0 and "no result" not in used.said


def written(folder: Path, plan: Plan) -> Path:
    """Make an election and write its archive into a folder of its own."""
    made = Made(plan)
    place = folder / made.uuid
    place.mkdir()
    path = place / f"{made.uuid}.bel"
    with path.open("wb") as stream:
        made.write(stream)
    return path


def counted(voters: int, group: str = "BELENIOS-2048") -> Plan:
    """Return an election of five choices and three trustees."""
    marks = [[int(choice == voter % 5) for choice in range(5)] for voter in range(voters)]
    return Plan([QUESTION], [Voter([[one]]) for one in marks], group=group, trustees=(1, 1, 1))


def ranked(voters: int) -> Plan:
    """Return an election of rankings that two of three trustees shuffle."""
    chance = random.Random(1)  # noqa: S311 - which rankings, the same each time
    orders = [chance.sample(range(1, 6), 5) for _ in range(voters)]
    group = "RFC-3526-2048"
    return Plan([RANKING], [Voter([[one]]) for one in orders], group=group, trustees=(1, 1, 1))


def beside(name: str, path: Path, count: int, bar: float) -> None:
    """Tell how many times as fast as the tool an archive is verified."""
    mine = ours(path, "--workers", "1")
    assert mine.code == 0, mine.said
    note = f"ours {mine.cpu:.1f} CPU s, {count / mine.cpu:.0f} ballots per CPU second"
    if TOOL is None:
        Figure(name=f"{name}: CPU s", value=mine.cpu, unit="s", note=note).tell()
        return
    peer = theirs(path)
    assert is_accepted(peer), peer.said
    Figure(
        name=f"{name}: times as fast",
        value=peer.cpu / mine.cpu,
        unit="×",
        at_least=bar,
        peer=f"{PEER}, s",
        peer_value=peer.cpu,
        note=note,
    ).tell()


def edwards(folder: Path) -> None:
    """Verify ballots on Ed25519, which belenios-tool 2.0 does not know."""
    mine = ours(written(folder, counted(THOUSAND, "Ed25519")), "--workers", "1")
    assert mine.code == 0, mine.said
    Figure(
        name="1,000 ballots of five choices on Ed25519: ballots per CPU second",
        value=THOUSAND / mine.cpu,
        unit="1/s",
        at_least=150,
        peer="belenios-tool 2.5.1, by the spec",
        peer_value=114,
    ).tell()


def scale(folder: Path) -> None:
    """Verify ten thousand ballots with two processes, then once more with one ballot added."""
    made = Made(counted(TEN_THOUSAND))
    path, grown = folder / "ten-thousand.bel", folder / "one-more.bel"
    writer = Writer(made.plan.timestamp)
    with path.open("wb") as stream:
        stream.writelines(made.setup(writer))
        for one in islice(made.ballots(), TEN_THOUSAND):
            raw = one.write(made.group)
            stream.write(writer.data(raw) + writer.event("Ballot", raw))
    shutil.copy(path, grown)
    with grown.open("ab") as stream:
        raw = next(made.ballots()).write(made.group)
        stream.write(writer.data(raw) + writer.event("Ballot", raw))
    cache = ("--cache", str(folder / "cache.sqlite"))
    first = ours(path, "--workers", "2", *cache)
    again = ours(grown, "--workers", "1", *cache)
    assert (first.code, again.code) == (3, 3), (first.said, again.said)
    assert f"{TEN_THOUSAND} ballots known from before" in again.said, again.said
    Figure(
        name="10,000 ballots of five choices on two cores: half of the CPU s",
        value=first.cpu / 2,
        unit="s",
        at_most=100,
        note=f"wall {first.wall:.0f} s on this machine as busy as it was",
    ).tell()
    Figure(
        name="10,000 ballots: memory of the largest process",
        value=first.megabytes,
        unit="MB",
        at_most=1000,
    ).tell()
    Figure(
        name="10,000 verified ballots and one more: CPU s",
        value=again.cpu,
        unit="s",
        at_most=1,
        note="with starting the command and hashing the file",
    ).tell()


def lies() -> None:
    """Count lies that the tool accepts and we refuse, and archives with another verdict of ours."""
    folder = DATA / "ballot"
    if not folder.is_dir():
        return
    manifest = json.loads((folder / "manifest.json").read_text())
    refused = wrong = 0
    with tempfile.TemporaryDirectory() as place:
        for one in manifest:
            path = folder / one["file"]
            mine = ours(path, "--json")
            verdict = {"accept": 0, "reject": 2}[one["expect"]]
            wrong += mine.code != verdict
            if verdict and mine.code == verdict and _is_let_through(path, one, Path(place)):
                refused += 1
    Figure(name="archives with a wrong verdict", value=wrong, unit="", at_most=0).tell()
    Figure(
        name="kinds of lie that belenios-tool 2.0 accepts and we refuse",
        value=refused,
        unit="",
        at_least=10,
        note="says that all checks passed" if TOOL else "by the manifest; no tool here",
    ).tell()


def _is_let_through(path: Path, one: dict[str, str], place: Path) -> bool:
    """Whether the tool passes all checks of a lying archive; asked of it where it is installed.

    Boards that lie about ballots and have no result yet count too: it only warns of the latter.
    """
    if TOOL is None:
        return one["belenios_tool_2_0"] == "accept"
    uuid = json.loads(ours(path, "--json").said)["uuid"]
    seat = place / path.stem
    seat.mkdir()
    shutil.copy(path, seat / f"{uuid}.bel")
    return theirs(seat / f"{uuid}.bel").code == 0


def main() -> None:
    """Measure and tell."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        beside("1,000 ballots of five choices", written(folder, counted(THOUSAND)), THOUSAND, 1.7)
        beside("200 rankings of five, two shuffles", written(folder, ranked(RANKED)), RANKED, 4)
        edwards(folder)
        scale(folder)
    lies()


if __name__ == "__main__":
    main()
