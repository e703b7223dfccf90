"""Take from the database what would tell in which order people voted.

A row that is changed is written anew: PostgreSQL keeps with it which transaction did so, the same
one that put a ballot on the board, and puts it behind the others. So once a day all rows of a roll
are written in one transaction, in the order of their numbers. Logs and copies of the database that
are older than that are kept short by whoever runs the hub.

References
----------
.. [1] PostgreSQL Global Development Group, "PostgreSQL Documentation", 5.5 System Columns; CLUSTER.
   https://www.postgresql.org/docs/current/ddl-system-columns.html
"""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.vocabulary import State
from citybricks.services.voting.roll.models import Asked, Code, DeskToken, Permit, Voter

AFTER_VOTES = (State.OPEN, State.CLOSED, State.TALLYING)
"""States in which rows of the roll may have been changed by votes."""


def settle_all() -> None:
    """Settle the rolls of elections that are held, and remove what has expired."""
    now = timezone.now()
    for secret in (Permit, Code, DeskToken):
        secret.objects.filter(expires__lte=now).delete()
    Asked.objects.exclude(election__state=State.OPEN).delete()
    for election in Election.objects.filter(state__in=AFTER_VOTES):
        settle(election)


@transaction.atomic
def settle(election: Election) -> None:
    """Write all rows of a roll anew, at once and in order."""
    Voter.objects.filter(election=election).update(voted=F("voted"))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # CLUSTER waits for no check
            cursor.execute("CLUSTER voting_roll_voter USING voter_on_roll_once")
