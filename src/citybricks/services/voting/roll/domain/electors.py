"""Whom the registrar makes credentials for: those on the frozen roll who may vote online."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.roll.domain.folding import folded
from citybricks.services.voting.roll.models import Voter
from citybricks.services.voting.roll.vocabulary import ONLINE


def of(election: Election) -> QuerySet[Voter]:
    """Return the voters who are given a credential, by number."""
    return Voter.objects.filter(election=election, channel__in=ONLINE).order_by("key")


def numbered(election: Election, numbers: Iterable[str]) -> dict[str, Voter]:
    """Return voters by their number, as it is written on the roll."""
    wanted = list(numbers)
    found: dict[str, Voter] = {}
    for start in range(0, len(wanted), 500):
        voters = of(election).filter(voter_id__in=wanted[start : start + 500])
        found |= {voter.voter_id: voter for voter in voters}
    return found


def number_of(election: Election, typed: str) -> str:
    """Return the number of a voter as it stands on the roll, however it was typed; else empty."""
    voter = of(election).filter(key=folded(typed)).first()
    return voter.voter_id if voter else ""
