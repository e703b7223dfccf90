"""Who may vote, in numbers only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from citybricks.services.voting.elections.models import Election


@dataclass(frozen=True, slots=True)
class Electorate:
    """How many are on a roll.

    Parameters
    ----------
    voters
        In all.
    weights, districts
        How many by weight, and by district.
    """

    voters: int
    weights: Mapping[int, int]
    districts: Mapping[str, int]


def of(election: Election) -> Electorate:
    """Return how many are on the roll, in all and by weight and district."""
    roll: Any = election.voters
    return Electorate(
        roll.count(), _counted(roll, "weight"), _counted(roll.exclude(district=""), "district")
    )


def _counted(rows: Any, column: str) -> dict[Any, int]:
    counted = rows.order_by().values_list(column).annotate(Count("pk"))
    return dict(counted)
