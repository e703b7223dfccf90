"""What addresses of rolls and registrars are about, in the test that asks for every address.

The election is Tianjin's: the owner runs it, the officer watches it; the administrator works at
its desk and makes its credentials. The case is its state.
"""

from __future__ import annotations

from functools import cache
from typing import Any
from unittest.mock import patch

from django.core.files.uploadedfile import SimpleUploadedFile

from citybricks.network.intake.domain import uploads
from citybricks.services.voting.elections.models import Election, Official
from citybricks.services.voting.elections.vocabulary import Role
from citybricks.services.voting.registrar.domain import sealing
from citybricks.services.voting.registrar.models import Registration
from citybricks.services.voting.roll.models import Voter
from tests.hub.cast import Cast
from tests.hub.voting_things import UUID, election_of

TABLE = b"voter_id,name\nB2,Bo\n"
JSON = "application/json"
_READ = (
    "roll", "roll-opened", "roll-rejected", "roll-look", "roll-look-rejected", "desk", "desk-live",
    "journal", "reconciliation", "registrar", "electorate", "revocations",
)  # fmt: skip
_WRITTEN = (
    "codes", "permits", "roll-import", "roll-take", "roll-remove", "roll-let-go", "mark", "token",
    "registrar-make", "registrar-discard", "registrar-letters", "registrar-arrived",
    "registrar-reissue",
)  # fmt: skip
METHODS = {f"voting-{name}": {"GET"} for name in _READ} | {
    f"voting-{name}": {"POST"} for name in _WRITTEN
}
"""The one method that each address has."""


_SENT: dict[str, dict[str, Any]] = {
    "voting-codes": {"data": '{"voter": "A1"}', "content_type": JSON},
    "voting-permits": {"data": '{"voter": "A1", "code": "12345678"}', "content_type": JSON},
    "voting-mark": {"data": {"what": "paper"}},
    "voting-registrar-letters": {"data": {"way": "table", "passphrase": "another one"}},
    "voting-registrar-arrived": {"data": {"batch": "1", "arrived": "yes"}},
}


@cache
def _lock() -> sealing.Lock:
    """Return what a passphrase that nobody knows opens, cheaply."""
    with patch.object(sealing, "COST", 2):
        return sealing.new_vault("nobody knows this one", UUID)[1]


def arguments(cast: Cast, name: str, case: str) -> dict[str, Any] | None:
    """Make what an address is about and return the arguments of its path; None: not of ours."""
    if not name.startswith("voting-"):
        return None
    election = election_of(cast, case)
    for role in (Role.CLERK, Role.REGISTRAR):
        Official.objects.create(election=election, user=cast.people["administrator"], role=role)
    voter = Voter.objects.create(election=election, voter_id="A1", key="a1", name="Ana")
    if name.startswith("voting-registrar") and name != "voting-registrar-make":
        _register(election)
    given: dict[str, Any] = {"uuid": election.uuid}
    if name in ("voting-mark", "voting-token"):
        given["number"] = voter.pk
    if name.startswith(("voting-roll-look", "voting-roll-take")):
        owner, purpose = cast.people["owner"], f"roll:{election.pk}"
        given["token"] = uploads.keep(owner, purpose, "roll.csv", TABLE).token
    return given


def _register(election: Election) -> None:
    """Have the credentials of an election made, for nobody."""
    made = {"group": election.group, "lock": _lock(), "public": "[]", "voters": 0, "spares": 0}
    Registration.objects.update_or_create(election=election.uuid, defaults=made)
    election.public_credentials = "[]"
    election.save()


def sent(name: str) -> dict[str, Any]:
    """Return what an address takes, where that is not an empty form."""
    if name == "voting-roll-import":
        return {"data": {"table": SimpleUploadedFile("roll.csv", TABLE)}}
    return _SENT.get(name, {})
