"""What is published of a roll: how many, their weight, and a digest that binds every row.

Each row is hashed with the roll's salt: ``SHA-256(salt || row)``, where the row is the canonical
JSON list ``[voter_id, name, email, lang, weight, district, channel]`` in UTF-8. The digests, as
lower-case hex, are sorted and joined by line feeds; the SHA-256 of that is the commitment. Without
the salt nobody can look up whether a person is on the roll; an observer who is given roll and salt
can check every row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from citybricks.methods.ballot import strict_json
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.roll.models import Roll, Voter

FIELDS = ("voter_id", "name", "email", "lang", "weight", "district", "channel")


@dataclass(frozen=True, slots=True)
class Commitment:
    """What is published of a roll.

    Parameters
    ----------
    count
        Voters.
    weight
        Sum of their weights.
    sha256
        Digest of the sorted salted digests, hex.
    """

    count: int
    weight: int
    sha256: str

    def document(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {"count": self.count, "total_weight": self.weight, "sha256": self.sha256}


def commit(salt: bytes, rows: Iterable[tuple[Any, ...]]) -> Commitment:
    """Return the commitment to rows of `FIELDS`."""
    digests, weight = [], 0
    for row in rows:
        digests.append(hashlib.sha256(salt + strict_json.dumps(list(row))).hexdigest())
        weight += row[4]
    whole = hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()
    return Commitment(len(digests), weight, whole)


def of(election: Election) -> Commitment:
    """Return the commitment to the roll: as it was frozen, or as it would be now."""
    roll = roll_of(election)
    if roll.frozen:
        return Commitment(roll.count, roll.weight, roll.digest)
    return now(election)


def now(election: Election) -> Commitment:
    """Return the commitment to the roll as it stands."""
    return commit(bytes(roll_of(election).salt), rows_of(election))


def rows_of(election: Election) -> Iterator[tuple[Any, ...]]:
    """Yield the rows that are committed to."""
    voters = Voter.objects.filter(election=election).order_by("key")
    return voters.values_list(*FIELDS).iterator(chunk_size=5_000)


def freeze(election: Election) -> Commitment:
    """Fix the commitment; credentials are made for the roll as it stands."""
    found = now(election)
    Roll.objects.filter(election=election).update(
        count=found.count, weight=found.weight, digest=found.sha256, frozen=timezone.now()
    )
    return found


def thaw(election: Election) -> None:
    """Let go of it, as the roll is worked on again."""
    Roll.objects.filter(election=election).update(digest="", frozen=None)


def holds(election: Election) -> bool:
    """Whether the roll is still what was committed to."""
    return of(election) == now(election)


def salt_of(election: Election) -> str:
    """Return what opens the roll to an observer, in hex."""
    return bytes(roll_of(election).salt).hex()


def roll_of(election: Election) -> Roll:
    """Return the roll of an election; it is made when it is first asked for."""
    return Roll.objects.get_or_create(election=election)[0]
