"""Boards that are honest, and the same boards after somebody changed them and wrote them anew."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from citybricks.methods.ballot import archive
from citybricks.methods.ballot.archive import Event, Writer
from citybricks.methods.ballot.digests import fingerprint, sha256_hex, to_exponent
from citybricks.methods.ballot.documents import (
    Ballot,
    Election,
    HomomorphicQuestion,
    NonHomomorphicAnswer,
    NonHomomorphicQuestion,
    Proof,
    Signature,
)
from citybricks.methods.ballot.groups import Element
from citybricks.methods.ballot.proving.assembling import Made, Plan, Threshold, Voter
from citybricks.methods.ballot.proving.credentials import exponent
from citybricks.methods.ballot.strict_json import dumps
from citybricks.methods.ballot.verifying import Report, verify
from tests.conformance.official import DATA

GIVEN = DATA / "ballot"
PARK = HomomorphicQuestion("公园 Which park?", ("东 East", "西 West", "北 North"), 1, 1)
BLANK = HomomorphicQuestion("Up to two, or blank", ("A", "B", "C"), 1, 2, blank=True)
RANKED = NonHomomorphicQuestion("Rank them", ("A", "B", "C"))

PLANS: dict[str, Plan] = {
    "counted": Plan(
        [PARK],
        [Voter([[[1, 0, 0]], [[0, 1, 0]]]), Voter([[[0, 1, 0]]]), Voter([[[0, 0, 1]]]), Voter()],
        trustees=(1, 1),
        group="Ed25519",
    ),
    "weighted": Plan(
        [BLANK],
        [Voter([[[0, 1, 0, 1]]], weight=2), Voter([[[1, 0, 0, 0]]], weight=3)],
        trustees=(1,),
        group="Ed25519",
    ),
    "threshold": Plan(
        [PARK],
        [Voter([[[1, 0, 0]]]), Voter([[[0, 0, 1]]])],
        trustees=(Threshold(3, 2),),
        group="Ed25519",
    ),
    "ranked": Plan(
        [RANKED],
        [Voter([[[1, 2, 3]]]), Voter([[[3, 2, 1]]]), Voter([[[2, 3, 1]]])],
        trustees=(1, 1),
        group="Ed25519",
    ),
    "finite field": Plan(
        [PARK], [Voter([[[1, 0, 0]]]), Voter([[[0, 0, 1]]])], trustees=(1,), group="BELENIOS-2048"
    ),
}


@dataclass
class Step:
    """An event and its data, the payload last."""

    kind: str
    data: list[bytes] = field(default_factory=list)

    def edit(self, change: Callable[[Any], None], at: int = -1) -> None:
        """Change a document and every name of it in the other data of the event."""
        before = self.data[at]
        value = json.loads(before)
        change(value)
        self.replace(dumps(value), at)

    def replace(self, after: bytes, at: int = -1) -> None:
        """Put other bytes in place of a document and name them."""
        before = sha256_hex(self.data[at]).encode()
        self.data[at] = after
        self.data = [one.replace(before, sha256_hex(after).encode()) for one in self.data]


@dataclass
class Board:
    """An archive taken apart."""

    steps: list[Step]
    timestamp: int

    @classmethod
    def read(cls, raw: bytes) -> Board:
        """Take an archive apart."""
        steps: list[Step] = []
        data: list[bytes] = []
        timestamp = 0
        for record in archive.read(io.BytesIO(raw)):
            if record.kind == "header":
                timestamp = archive.timestamp_of(record)
            elif record.kind == "data":
                data.append(record.content)
            else:
                steps.append(Step(Event.read(record.content).type, data))
                data = []
        return cls(steps, timestamp)

    def write(self) -> bytes:
        """Put it together again, as whoever holds the server could."""
        writer = Writer(self.timestamp)
        raw = writer.header()
        for step in self.steps:
            raw += b"".join(writer.data(one) for one in step.data)
            raw += writer.event(step.kind, step.data[-1] if step.data else None)
        return raw

    def of(self, kind: str) -> list[Step]:
        """Return the steps of a kind."""
        return [step for step in self.steps if step.kind == kind]

    def one(self, kind: str) -> Step:
        """Return the first step of a kind."""
        return self.of(kind)[0]

    def without(self, kind: str) -> None:
        """Take out all steps of a kind."""
        self.steps = [step for step in self.steps if step.kind != kind]

    @property
    def election(self) -> Election:
        """What was asked."""
        return Election.parse(self.one("Setup").data[0])


@cache
def made(name: str) -> tuple[bytes, Made]:
    """Return the archive of an honest election, and the secrets of its parts."""
    whole = Made(PLANS[name])
    stream = io.BytesIO()
    whole.write(stream)
    return stream.getvalue(), whole


def board(name: str) -> Board:
    """Return an honest board, to be changed."""
    return Board.read(made(name)[0])


def verified(raw: bytes, **options: Any) -> Report:
    """Verify an archive."""
    return verify(io.BytesIO(raw), **options)


def signed(ballot: Ballot, whole: Made, credential: str) -> bytes:
    """Sign a ballot again after it was changed, as a dishonest voter can."""
    group = whole.group
    secret = exponent(group, whole.uuid, credential)
    bare = replace(ballot, signature=None)
    hashed = fingerprint(bare.signed(group))
    nonce = group.random_exponent()
    announced = group.write(group.generator_power(nonce))
    challenge = to_exponent(f"sig|{hashed}|", [announced], group.order)
    proof = Proof(challenge, (nonce - secret * challenge) % group.order)
    return replace(bare, signature=Signature(hashed, proof)).write(group)


def with_alpha(ballot: Ballot, alpha: Element) -> Ballot:
    """Put another element into the first ciphertext of a ballot."""
    answer = ballot.answers[0]
    if isinstance(answer, NonHomomorphicAnswer):
        changed = replace(answer.choices, alpha=alpha)
        return replace(ballot, answers=(replace(answer, choices=changed),))
    first = replace(answer.choices[0], alpha=alpha)
    return replace(ballot, answers=(replace(answer, choices=(first, *answer.choices[1:])),))
