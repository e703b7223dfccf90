"""What addresses of boards and witnesses are about, in the test that asks for every address.

The election is Tianjin's, and the owner runs it; it is Shanghai's board that is witnessed.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from citybricks.services.voting.board.domain import board
from citybricks.services.voting.board.models import Complaint
from citybricks.services.voting.elections.models import Election, Official
from citybricks.services.voting.witness.models import Watched
from tests.hub.cast import Cast
from tests.services.voting.board import scene

METHODS = {
    "board-witness": {"POST"},
    "board-complain": {"POST"},
    "board-answer": {"POST"},
}
"""Methods an address has to have entries for, where not GET and POST."""
_WATCHED = "WitnessedBoard"


@cache
def small() -> scene.Small:
    """Return the documents of an election."""
    return scene.small()


def arguments(cast: Cast, name: str, _case: str) -> dict[str, Any] | None:
    """Make what an address is about and return the arguments of its path; None: not of ours."""
    if name.startswith("witness-") and name != "witness-key":
        api = "https://hub.example/voting/api/elections"
        return {"uuid": Watched.objects.create(city="Shanghai", url=f"{api}/{_WATCHED}").uuid}
    if name != "board" and not name.startswith("board-"):
        return None
    made = small()
    election = Election.objects.create(uuid=made.uuid, city="tianjin", state="open")
    Official.objects.create(election=election, user=cast.people["owner"], role="admin")
    board.publish(made.uuid, *made.documents)
    given: dict[str, Any] = {"uuid": made.uuid}
    if name == "board-ballot":
        given["tracker"] = "A" * 43
    if name == "board-witness":
        given["height"] = 0
    if name == "board-answer":
        given["ulid"] = Complaint.objects.create(board_id=made.uuid, claim="other", text="?").pk
    return given


def sent(name: str) -> dict[str, Any]:
    """Return what an address takes, where that is not an empty form."""
    if name == "board-complain":
        return {"data": {"claim": "other", "text": "The page was slow."}}
    return {"data": {"text": "We look into it."}} if name == "board-answer" else {}
