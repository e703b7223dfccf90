"""What addresses of elections are about, in the test that asks for every address as everybody.

The election is Tianjin's: the owner runs it, the officer watches it; the administrator has no role
in it. The case is its state.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from citybricks.network.content.text import Text
from citybricks.services.voting.elections.domain import trustees
from citybricks.services.voting.elections.models import Election, Official
from citybricks.services.voting.elections.vocabulary import ON_BOARD, Role, State
from tests.hub.cast import Cast

UUID = "HubTestEan1111"
_QUESTION = {"question_en": "Which?", "answers_en": "A\nB", "kind": "choice"} | {
    "method": "plurality", "min": "1", "max": "1", "seats": "1",
}  # fmt: skip
_ELECTION = {"city": "tianjin", "title_en": "A vote", "group": "Ed25519"}
_SENT = {
    "election-new": _ELECTION,
    "election-edit": _ELECTION,
    "election-question-new": _QUESTION,
    "election-question": _QUESTION,
    "election-trustees": {"name": "Baba"},
    "election-threshold": {"threshold": "1"},
    "election-officials": {"email": "outsider@cities.example", "role": "auditor"},
    "election-step": {"sure": "yes"},
}


def election_of(cast: Cast, case: str) -> Election:
    """Make an election in the state that the case names."""
    state = case if case in State.values else State.DRAFT
    made = Election.objects.create(
        uuid=UUID,
        city="tianjin",
        state=state,
        title=Text.of("en", "Benches", zh_Hans="长椅"),
        frozen_at=timezone.now() if state in ON_BOARD else None,
        questions=[
            {"kind": "choice", "question": {"en": "Which?"}, "answers": [{"en": "A"}, {"en": "B"}]}
        ],
    )
    for role, office in (("owner", Role.ADMIN), ("officer", Role.AUDITOR)):
        Official.objects.create(election=made, user=cast.people[role], role=office)
    return made


def arguments(cast: Cast, name: str, case: str) -> dict[str, Any] | None:
    """Make what an address is about and return the arguments of its path; None: not of ours."""
    if name.startswith("booth"):
        return {"uuid": UUID} | ({"name": "booth.js"} if name == "booth-file" else {})
    if not name.startswith(("election-", "trustee-")) and name != "election":
        return None
    if name == "election-new":
        return {}
    election = election_of(cast, case)
    given: dict[str, Any] = {"uuid": election.uuid}
    if "question" in name and name != "election-question-new":
        given["number"] = 1
    if name.startswith(("trustee-", "election-trustee-")):
        if election.state == State.DRAFT:
            trustees.invite(election, "Aoki")
        given["number"] = 1
    if name == "election-official-release":
        given["number"] = election.officials.get(role=Role.AUDITOR).pk
    if name == "election-step":
        given["action"] = "cancel"
    return given


def sent(name: str) -> dict[str, Any]:
    """Return what an address takes, where that is not an empty form."""
    return {"data": _SENT[name]} if name in _SENT else {}
