"""A whole election from questions, choices and trustees: for tests, benchmarks and demonstrations.

One process plays all parts, so it proves nothing to anybody; but every byte is as in an election
in which the parts are played by people who do not trust each other.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.archive import Writer
from citybricks.methods.ballot.digests import sha256_hex
from citybricks.methods.ballot.documents import (
    Ballot,
    Credential,
    EncryptedTally,
    Owned,
    Pedersen,
    Question,
    Result,
    Single,
    Sized,
    Trustee,
    Trustees,
    parse_credentials,
)
from citybricks.methods.ballot.groups import Group, by_name
from citybricks.methods.ballot.proving import (
    credentials,
    decrypting,
    elections,
    shuffling,
    tallying,
)
from citybricks.methods.ballot.proving.ballots import ballot
from citybricks.methods.ballot.proving.ceremony import Ceremony
from citybricks.methods.ballot.proving.chance import SECRET, Below, base58
from citybricks.methods.ballot.proving.member import Member
from citybricks.methods.ballot.proving.setting import Setting
from citybricks.methods.ballot.proving.trustees import public_key


@dataclass(frozen=True, slots=True)
class Voter:
    """A voter and what she chooses."""

    choices: Sequence[Sequence[Sequence[int]]] = ()
    """Her ballots, one after the other, of which the last counts; of each question the numbers
    of `ballots.ballot`."""
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Threshold:
    """Trustees of whom some are enough."""

    size: int = 3
    needed: int = 2


@dataclass(slots=True)
class Plan:
    """An election to be made.

    Parameters
    ----------
    questions
        What is asked.
    voters
        Who may vote.
    group
        By its name.
    trustees
        1 for a single trustee, or a `Threshold`, as often as there are.
    absent
        Trustees that do not decrypt, counted from 1 over all.
    shufflers
        How many trustees shuffle the rankings.
    short
        Whether credentials are the short ones, which version 2.0 reads.
    name, description
        Shown to voters.
    timestamp
        When the election was made. [s since 1970]
    below
        Source of chance.
    """

    questions: Sequence[Question]
    voters: Sequence[Voter]
    group: str = "BELENIOS-2048"
    trustees: Sequence[int | Threshold] = (Threshold(),)
    absent: frozenset[int] = frozenset()
    shufflers: int = 2
    short: bool = False
    name: str = "市民投票 City vote"
    description: str = ""
    timestamp: int = 1_793_000_000
    below: Below = field(default=SECRET, repr=False)


class Made:
    """An election that was made up, with everything that only its parts know.

    Parameters
    ----------
    plan
        What to make.
    trustees
        Who hold their keys themselves, in place of those of the plan: the election is then made
        up to its encrypted tally by `polled`.
    """

    def __init__(self, plan: Plan, trustees: Trustees | None = None) -> None:
        self.plan, self.below = plan, plan.below
        self.group: Group = by_name(plan.group)
        self.uuid = elections.new_uuid(self.below)
        elections.check(self.group, plan.questions, [voter.weight for voter in plan.voters])
        self.private_keys: dict[int, int] = {}
        self.trustees = trustees or Trustees(tuple(self._trustees()))
        make = credentials.short_credential if plan.short else credentials.long_credential
        self.credentials = [make(self.below) for _ in plan.voters]
        self.public_credentials = self._public_credentials()
        self.election = elections.election_json(
            self.group,
            self.trustees,
            plan.questions,
            name=plan.name,
            description=plan.description,
            uuid=self.uuid,
            administrator="city",
            credential_authority="registrar",
        )
        self.setting = Setting.of(self.election)
        self.result: Result
        """Known when all records are made."""
        self.sized: Sized
        self.tally: EncryptedTally
        """Known when the polls are closed."""

    def write(self, stream: BinaryIO) -> Result:
        """Write the archive and return its result."""
        stream.writelines(self.records())
        return self.result

    def records(self) -> Iterator[bytes]:
        """Return the records of the archive, one after the other."""
        writer = Writer(self.plan.timestamp)
        yield from self.polled(writer)
        tally = yield from self._shuffles(writer, self.tally)
        yield from self.decryption(writer, self.sized, tally)

    def polled(self, writer: Writer) -> Iterator[bytes]:
        """Return the records from the setup to the encrypted tally."""
        urn = tallying.Urn(self.setting, self.listed())
        yield from self.setup(writer)
        for one in self.ballots():
            raw = one.write(self.group)
            urn.put(one)
            yield writer.data(raw)
            yield writer.event("Ballot", raw)
        yield writer.event("EndBallots")
        self.tally = urn.tally()
        self.sized = urn.sized(self.tally)
        raw = self.sized.write()
        yield writer.data(self.tally.write(self.group))
        yield writer.data(raw)
        yield writer.event("EncryptedTally", raw)

    def setup(self, writer: Writer) -> Iterator[bytes]:
        """Return the records of the setup."""
        return elections.setup_records(
            writer, self.election, self.trustees.write(self.group), self.public_credentials
        )

    def ballots(self) -> Iterator[Ballot]:
        """Return the ballots: the first of each voter, then those by which some replace it."""
        rounds = max((len(voter.choices) for voter in self.plan.voters), default=0)
        for number in range(rounds):
            for credential, voter in zip(self.credentials, self.plan.voters, strict=True):
                if number < len(voter.choices):
                    yield ballot(self.setting, credential, voter.choices[number], self.below)

    def _shuffles(
        self, writer: Writer, tally: EncryptedTally
    ) -> Generator[bytes, None, EncryptedTally]:
        """Shuffle by the first trustees, where there is something to shuffle."""
        if not self.setting.election.ranked:
            return tally
        for owner in range(1, self.plan.shufflers + 1):
            before = tallying.ranked(self.setting, tally)
            shuffle = shuffling.shuffle(self.setting, before, self.below)
            yield from _owned(writer, "Shuffle", owner, shuffle.write(self.group))
            tally = tallying.shuffled(self.setting, tally, shuffle)
        yield writer.event("EndShuffles")
        return tally

    def decryption(self, writer: Writer, sized: Sized, tally: EncryptedTally) -> Iterator[bytes]:
        """Return the records of the decryption by the trustees that are there, and the result."""
        shares = {
            owner: decrypting.share(self.setting, tally, key, self.below)
            for owner, key in self.private_keys.items()
            if owner not in self.plan.absent
        }
        for owner, share in shares.items():
            yield from _owned(writer, "PartialDecryption", owner, share.write(self.group))
        found = tallying.decrypt(self.setting, self.trustees, sized, tally, shares)
        self.result = found.result
        raw = found.result.write()
        yield writer.data(raw)
        yield writer.event("Result", raw)

    def _trustees(self) -> Iterator[Trustee]:
        for kind in self.plan.trustees:
            if isinstance(kind, Threshold):
                yield self._threshold(kind)
                continue
            key = self.below(self.group.order)
            self.private_keys[len(self.private_keys) + 1] = key
            yield Single(public_key(self.group, key, self.below))

    def _threshold(self, kind: Threshold) -> Pedersen:
        """Hold the ceremony."""
        ceremony = Ceremony(self.group, kind.size, kind.needed)
        members = [
            Member(ceremony, index, base58(22, self.below), self.below)
            for index in range(1, kind.size + 1)
        ]
        certificates = [one.certificate() for one in members]
        given = [one.contribution(certificates) for one in members]
        coefexps = [one.coefexps for one in given]
        signatures = [one.signature for one in given]
        keys = [
            one.keys(
                certificates, coefexps, signatures, [each.secrets[one.index - 1] for each in given]
            )
            for one in members
        ]
        for key in keys:
            self.private_keys[len(self.private_keys) + 1] = key.private_key
        return ceremony.assembled(certificates, given, [key.public_key for key in keys])

    def _public_credentials(self) -> bytes:
        parts = [
            (credentials.public_part(self.group, self.uuid, credential), voter.weight)
            for credential, voter in zip(self.credentials, self.plan.voters, strict=True)
        ]
        written: list[strict_json.Json] = list(credentials.public_list(self.group, parts))
        return strict_json.dumps(written)

    def listed(self) -> tuple[Credential, ...]:
        """Return the public credentials."""
        return parse_credentials(self.public_credentials, self.group)


def _owned(writer: Writer, kind: str, owner: int, raw: bytes) -> Iterator[bytes]:
    owned = Owned(owner, sha256_hex(raw)).write()
    yield writer.data(raw)
    yield writer.data(owned)
    yield writer.event(kind, owned)
