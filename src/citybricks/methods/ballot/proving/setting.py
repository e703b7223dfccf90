"""What every proof in an election is bound to, and the table of its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from citybricks.methods.ballot.digests import fingerprint
from citybricks.methods.ballot.documents import Election
from citybricks.methods.ballot.groups import Element, Group


@dataclass(frozen=True, slots=True)
class Setting:
    """An election as those who prove see it; make one by `of` and keep it.

    Parameters
    ----------
    election
        What is asked, and the key.
    fingerprint
        Of the bytes of ``election.json``; every proof is bound to it.
    key_power
        Powers of the election's key, from a table.
    """

    election: Election
    fingerprint: str
    key_power: Callable[[int], Element]

    @classmethod
    def of(cls, raw: bytes) -> Setting:
        """Read ``election.json``.

        Raises
        ------
        DocumentError
            When it has another shape.
        """
        election = Election.parse(raw)
        return cls(election, fingerprint(raw), election.group.table(election.public_key))

    @property
    def group(self) -> Group:
        """The group of the election."""
        return self.election.group

    @property
    def key(self) -> Element:
        """The key that ballots are encrypted with."""
        return self.election.public_key
