"""Who may answer complaints: whoever runs the election. All else on a board is everybody's."""

from typing import Any

from django.apps import apps
from rules.permissions import add_perm
from rules.predicates import predicate

from citybricks.services.voting.board.models import Board


@predicate
def runs_its_election(user: Any, board: Board | None) -> bool:
    """Whether the person runs the election of the board."""
    if board is None or not user.is_authenticated:
        return False
    election = apps.get_model("voting", "Election").objects.filter(uuid=board.pk).first()
    return election is not None and bool(user.has_perm("voting.run", election))


@predicate
def is_secretariat(user: Any) -> bool:
    """Whether the person is of the network's secretariat."""
    return bool(user.is_active and user.is_staff)


add_perm("voting_board.answer", runs_its_election | is_secretariat)
