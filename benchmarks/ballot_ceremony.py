"""What an election costs beside `belenios-tool` 2.0, in CPU time of one core, in one run.

Ballots are made by the tool one command each, by us in one process. A ceremony is: verify the
ballots, tally, three trustees decrypt, result, verify. The tool reads and verifies all ballots at
each of the seven; a hub of ours verifies a ballot once and keeps the verdict. Our trustees may
check all themselves before they use a key, as their command does: told as well.

The tool's ceremony is run whole with a tenth of the ballots, and scaled by its verification of
all of them, which also shows that it accepts an archive of ours of that size.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from itertools import islice
from pathlib import Path
from time import process_time

from benchmarks.figure import Figure
from citybricks.methods.ballot.archive import Writer
from citybricks.methods.ballot.documents import HomomorphicQuestion, NonHomomorphicQuestion
from citybricks.methods.ballot.proving.assembling import Made, Plan, Voter
from citybricks.methods.ballot.proving.board import Board
from citybricks.methods.ballot.proving.decrypting import share
from citybricks.methods.ballot.proving.shuffling import shuffle
from citybricks.methods.ballot.proving.tallying import decrypt, ranked
from citybricks.methods.ballot.verifying.cache import Cache
from citybricks.methods.ballot.verifying.verification import verify

TOOL = shutil.which("belenios-tool")
PEER = "belenios-tool 2.0"
VOTERS, TENTH = 1000, 100
CREATED, CALLS = 300, 10
RANKED = 200
TRUSTEES = 3
QUESTION = HomomorphicQuestion("Pick one", tuple("ABCDE"), 1, 1)
RANKING = NonHomomorphicQuestion("Rank them", tuple("ABCDE"))


def plan(voters: int) -> Plan:
    """Return an election of five choices and three trustees."""
    marks = [[int(choice == voter % 5) for choice in range(5)] for voter in range(voters)]
    return Plan([QUESTION], [Voter([[one]]) for one in marks], trustees=(1,) * TRUSTEES, short=True)


class Seat:
    """A folder in which the tool works on an archive."""

    def __init__(self, made: Made) -> None:
        self.made = made
        self.folder = Path(tempfile.mkdtemp())

    def runs(self, archive: bytes, *arguments: str) -> float:
        """Let the tool do something with an archive; return its CPU seconds."""
        (self.folder / f"{self.made.uuid}.bel").write_bytes(archive)
        command = [TOOL or "", "election", *arguments, "--dir", str(self.folder)]
        before = _children()
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        self.said = done.stderr
        return _children() - before

    def file(self, name: str, content: object) -> str:
        """Write a file that the tool reads."""
        path = self.folder / name
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return str(path)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def creation() -> None:
    """Make ballots."""
    made = Made(plan(CREATED))
    start = process_time()
    raws = [ballot.write(made.group) for ballot in made.ballots()]
    ours = (process_time() - start) / len(raws)
    setup = b"".join(made.setup(Writer(made.plan.timestamp)))
    seat = Seat(made)
    choice = seat.file("choice.json", [[1, 0, 0, 0, 0]])
    theirs = sum(
        seat.runs(
            setup,
            "generate-ballot",
            "--privcred",
            seat.file("credential", credential),
            "--ballot",
            choice,
        )
        for credential in made.credentials[:CALLS]
    )
    Figure(
        name="a ballot of five choices is made: times as fast",
        value=theirs / CALLS / ours,
        unit="×",
        at_least=5,
        peer=f"{PEER}, ms",
        peer_value=theirs / CALLS * 1000,
        note=f"ours {ours * 1000:.1f} ms, {1 / ours:.0f} per CPU second",
    ).tell()


def _theirs(made: Made) -> tuple[float, float]:
    """Hold a ceremony with the tool; return the CPU seconds of all, and of the last verification.

    All commands but the first and the last read an archive with exactly what they need.
    """
    records = list(made.records())
    polled = list(made.polled(Writer(made.plan.timestamp)))  # other chance: only its length counts
    closed, tallied = len(polled) - 3, len(polled)
    seat = Seat(made)

    def until(count: int) -> bytes:
        return b"".join(islice(records, count))

    total = seat.runs(until(closed), "verify")
    total += seat.runs(until(closed), "compute-encrypted-tally")
    for owner, key in made.private_keys.items():
        private = seat.file(f"{owner}.privkey", json.dumps(str(key)))
        asked = ("decrypt", "--privkey", private, "--trustee-id", str(owner))
        total += seat.runs(until(tallied), *asked)
    total += seat.runs(until(len(records) - 2), "compute-result")
    last = seat.runs(until(len(records)), "verify")
    return total + last, last


def _ours(made: Made) -> tuple[float, float, bytes]:
    """Hold a ceremony; return CPU seconds of the hub, those of a trustee's own check, archive."""
    writer = Writer(made.plan.timestamp)
    polled = b"".join(made.polled(writer))
    cache = Cache(Path(tempfile.mkdtemp()) / "verdicts.sqlite")
    start = process_time()
    assert verify(BytesIO(polled), cache=cache).verdict == "incomplete"
    once = process_time() - start
    board = Board.read(BytesIO(polled))
    tally = board.to_decrypt()
    assert board.sized is not None
    keys = made.private_keys.items()
    shares = {owner: share(board.setting, tally, key) for owner, key in keys}
    found = decrypt(board.setting, board.trustees, board.sized, tally, shares)
    ending = b"".join(made.decryption(writer, made.sized, made.tally))
    middle = process_time()
    assert verify(BytesIO(polled + ending), cache=cache).verdict == "ok"
    assert found.result == made.result
    return middle - start + process_time() - middle, once, polled + ending


def ceremony() -> None:
    """Hold a ceremony with all ballots."""
    made = Made(plan(VOTERS))
    ours, once, archive = _ours(made)
    seat = Seat(made)
    whole = seat.runs(archive, "verify")
    accepted = "all checks passed" in seat.said and "no result" not in seat.said
    Figure(
        name=f"{PEER} accepts our archive of 1 000 × 5 × 3 trustees",
        value=int(accepted),
        unit="",
        at_least=1,
        peer=PEER,
    ).tell()
    total, last = _theirs(Made(plan(TENTH)))
    theirs = whole * total / last
    Figure(
        name="ceremony of 1 000 ballots and three trustees: share of the tool's CPU",
        value=ours / theirs,
        unit="",
        at_most=0.2,
        peer=f"{PEER}, s",
        peer_value=theirs,
        note=f"ours {ours:.1f} s; tool: its verification {whole:.1f} s × {total / last:.1f}",
    ).tell()
    Figure(
        name="the same, each trustee's own check of all ballots included",
        value=(ours + TRUSTEES * once) / theirs,
        unit="",
        peer=f"{PEER}, s",
        peer_value=theirs,
        note=f"{once:.1f} s more for each trustee, on the trustee's machine",
    ).tell()


def shuffling() -> None:
    """Shuffle rankings."""
    voters = [Voter([[[1, 2, 3, 4, 5]]]) for _ in range(RANKED)]
    made = Made(Plan([RANKING], voters, "RFC-3526-2048", trustees=(1, 1)))
    archive = b"".join(made.polled(Writer(made.plan.timestamp)))
    seat = Seat(made)
    theirs = seat.runs(archive, "shuffle", "--trustee-id", "1") - seat.runs(archive, "verify")
    given = ranked(made.setting, made.tally)
    start = process_time()
    shuffle(made.setting, given)
    ours = process_time() - start
    Figure(
        name=f"{RANKED} rankings are shuffled in RFC-3526-2048: times as fast",
        value=theirs / ours,
        unit="×",
        at_least=3,
        peer=f"{PEER}, ms each",
        peer_value=theirs / RANKED * 1000,
        note=f"ours {ours / RANKED * 1000:.1f} ms each; the tool's without checking the ballots",
    ).tell()


def main() -> None:
    """Print the figures."""
    if TOOL is None:
        sys.stderr.write("belenios-tool is not installed: apt-get install belenios-tool\n")
        return
    creation()
    shuffling()
    ceremony()


if __name__ == "__main__":
    main()
