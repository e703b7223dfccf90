"""What everybody may know of the credentials of an election."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from citybricks.services.voting.registrar.domain import revocations
from citybricks.services.voting.registrar.models import Registration


@dataclass(frozen=True, slots=True)
class Counts:
    """How many credentials there are.

    Parameters
    ----------
    voters
        Of voters.
    spares
        Made besides, for voters who lose theirs; whoever made them could vote with them, which the
        roll would show: there would be more voters on the board than marks.
    revoked
        Which the board refuses.
    """

    voters: int = 0
    spares: int = 0
    revoked: int = 0

    @property
    def listed(self) -> int:
        """Credentials on the public list."""
        return self.voters + self.spares


def counts(election: str) -> Counts:
    """Return how many credentials an election has; zeros when none are made."""
    held = Registration.objects.filter(election=election).first()
    if held is None:
        return Counts()
    return Counts(held.voters, held.spares, revocations.of(election).count())


def document(election: str) -> dict[str, Any]:
    """Return counts and the log of revocations as JSON."""
    found = counts(election)
    return {
        "uuid": election,
        "credentials": {"voters": found.voters, "spares": found.spares},
        "revoked": [
            {"credential": one.public, "reason": one.reason, "time": one.at.isoformat()}
            for one in revocations.of(election)
        ],
    }
