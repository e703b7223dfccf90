"""Who may do what with credentials; registered when the app starts."""

from typing import Any

from rules.permissions import add_perm
from rules.predicates import predicate

from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.vocabulary import Role


@predicate
def is_registrar_of(user: Any, election: Election | None) -> bool:
    """Whether the person makes and hands out the credentials of the election."""
    if election is None or not user.is_authenticated:
        return False
    return election.officials.filter(user=user, role=Role.REGISTRAR).exists()


add_perm("voting_registrar.act", is_registrar_of)
