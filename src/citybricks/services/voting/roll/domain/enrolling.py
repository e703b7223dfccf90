"""Take voters over from a table, while the roll is worked on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.vocabulary import State
from citybricks.services.voting.roll.domain import commitment
from citybricks.services.voting.roll.domain.checking import Person, Rejection, Rules, Sorted, check
from citybricks.services.voting.roll.domain.reading import Table
from citybricks.services.voting.roll.models import Rejected, Voter

WORKED_ON = (State.DRAFT, State.ROLL)
"""States of an election in which its roll can change; credentials are made for what it is then."""
_BATCH = 1_000


class FrozenRollError(ValueError):
    """The roll can no longer change."""


def is_open(election: Election) -> bool:
    """Whether the roll can change."""
    return election.state in WORKED_ON


def sort(election: Election, table: Table) -> Sorted:
    """Sort the rows of a table into those that fit the roll and the others."""
    voters = Voter.objects.filter(election=election)
    rules = Rules(
        weighted=election.weighted,
        lang="zh" if election.title.language.startswith("zh") else "en",
        keys=frozenset(voters.values_list("key", flat=True)),
        addresses=frozenset(voters.exclude(email_key="").values_list("email_key", flat=True)),
    )
    return check(table.rows, rules)


@transaction.atomic
def take_over(election: Election, file: str, found: Sorted) -> None:
    """Put the rows that fit on the roll, and keep the others until somebody lets them go.

    Raises
    ------
    FrozenRollError
        When the roll can no longer change.
    """
    _locked(election)
    Voter.objects.bulk_create(_voters(election, (one for _row, one in found.people)), _BATCH)
    rejected = [_rejected(election, file, one) for one in found.rejected]
    Rejected.objects.bulk_create(rejected, _BATCH)


@transaction.atomic
def remove(election: Election, voters: Sequence[int] | None = None) -> int:
    """Take voters off the roll, by their keys or all of them; return how many.

    Raises
    ------
    FrozenRollError
        When the roll can no longer change.
    """
    _locked(election)
    found = Voter.objects.filter(election=election)
    if voters is not None:
        found = found.filter(pk__in=voters)
    return found.delete()[1].get("voting_roll.Voter", 0)


def let_go(election: Election) -> None:
    """Let go of the rows that were rejected."""
    Rejected.objects.filter(election=election).delete()


def _locked(election: Election) -> None:
    fresh = Election.objects.select_for_update().get(pk=election.pk)
    if not is_open(fresh):
        raise FrozenRollError(f"the roll of {election.pk} is fixed: it is {fresh.state}")
    commitment.thaw(fresh)


def _voters(election: Election, people: Iterable[Person]) -> Iterable[Voter]:
    for one in people:
        yield Voter(
            election=election,
            voter_id=one.voter_id,
            key=one.key,
            name=one.name,
            email=one.email,
            email_key=one.email_key,
            lang=one.lang,
            weight=one.weight,
            district=one.district,
            channel=one.channel,
        )


def _rejected(election: Election, file: str, one: Rejection) -> Rejected:
    faults = [fault.document() for fault in one.faults]
    return Rejected(
        election=election, file=file[:200], row=one.row.number, cells=one.row.cells, faults=faults
    )
