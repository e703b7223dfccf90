"""How many are on a roll, in numbers only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count

from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.roll.models import Voter
from citybricks.services.voting.roll.vocabulary import ONLINE


@dataclass(frozen=True, slots=True)
class Electorate:
    """Who may vote.

    Parameters
    ----------
    voters
        How many there are.
    online
        How many of them are given a credential.
    weights
        How many by weight.
    districts
        How many by district.
    """

    voters: int = 0
    online: int = 0
    weights: Mapping[int, int] = field(default_factory=dict)
    districts: Mapping[str, int] = field(default_factory=dict)

    @property
    def weight(self) -> int:
        """Sum of all weights."""
        return sum(weight * count for weight, count in self.weights.items())


def of(election: Election) -> Electorate:
    """Return how many are on the roll of an election."""
    voters = Voter.objects.filter(election=election).order_by()
    weights = dict(voters.values_list("weight").annotate(Count("pk")))
    return Electorate(
        voters=sum(weights.values()),
        online=voters.filter(channel__in=ONLINE).count(),
        weights=weights,
        districts=dict(voters.values_list("district").annotate(Count("pk"))),
    )
