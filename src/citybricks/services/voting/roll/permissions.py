"""Who may do what with a roll; registered when the app starts. To others it is not there."""

from typing import Any

from rules.permissions import add_perm
from rules.predicates import predicate

from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.vocabulary import Role


def _holds(user: Any, election: Election | None, *roles: Role) -> bool:
    if election is None or not user.is_authenticated:
        return False
    return election.officials.filter(user=user, role__in=roles).exists()


@predicate
def runs_it(user: Any, election: Election | None) -> bool:
    """Whether the person runs the election."""
    return _holds(user, election, Role.ADMIN)


@predicate
def works_at_its_desk(user: Any, election: Election | None) -> bool:
    """Whether the person works at its polling desk."""
    return _holds(user, election, Role.CLERK)


@predicate
def watches_it(user: Any, election: Election | None) -> bool:
    """Whether the person was asked to watch it."""
    return _holds(user, election, Role.AUDITOR)


add_perm("voting_roll.edit", runs_it)
add_perm("voting_roll.read", runs_it | watches_it)
add_perm("voting_roll.reconcile", runs_it | works_at_its_desk | watches_it)
add_perm("voting_roll.desk", works_at_its_desk)
