"""Databases and files hold nothing that joins a voter and a ballot."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from citybricks.methods.ballot.digests import fingerprint
from citybricks.services.voting.board.domain import appending, board, keys
from citybricks.services.voting.refusal import RefusedError
from citybricks.services.voting.registrar.domain import revocations
from citybricks.services.voting.roll.domain import permits
from citybricks.services.voting.roll.models import Voter
from tests.services.voting.board import scene as boards

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "folder", lambda: tmp_path)
    monkeypatch.setattr(appending, "_prefixes", appending.Prefixes())
    cache.clear()


def rows() -> list[tuple[str, dict[str, Any]]]:
    """Return every row of the hub with the name of its table."""
    found = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - names of our tables
            columns = [column[0] for column in cursor.description]
            found += [(name, dict(zip(columns, row, strict=True))) for row in cursor.fetchall()]
    return found


def is_a_time(value: Any) -> bool:
    """Whether a value tells more than a day."""
    if isinstance(value, datetime):
        return True
    if isinstance(value, date) or not isinstance(value, str) or len(value) < 16:
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def test_no_row_joins_a_voter_and_a_ballot_and_none_tells_when_a_voter_voted() -> None:
    made = boards.opened(voters=3)
    voters = boards.enrol(made)
    enrolled = len(rows())
    before = timezone.now()
    ballots = [made.ballot(at, 1, 0) for at in (2, 0, 1)]
    for voter, raw in zip(voters, ballots, strict=True):
        board.append_ballot(made.uuid, raw, permits.issue(voter))
    assert len(rows()) > enrolled
    people = {str(one) for voter in voters for one in (voter.voter_id, voter.key, voter.name)}
    cast = {fingerprint(raw) for raw in ballots}
    cast |= {json.loads(raw)["credential"] for raw in ballots}
    for table, row in rows():
        text = " ".join(map(str, row.values()))
        of_voter = "voter_id" in row or any(one in row.values() for one in people)
        assert not (of_voter and any(one in text for one in cast)), (table, row)
        if table == "voting_roll_voter":
            assert not [value for value in row.values() if is_a_time(value)], row
        elif of_voter:
            times = [str(value)[:19] for value in row.values() if is_a_time(value)]
            assert not [one for one in times if one >= f"{before:%Y-%m-%d %H:%M:%S}"], (table, row)
    assert Voter.objects.filter(voted="online").count() == 3


def test_a_permit_leaves_no_row_behind() -> None:
    made = boards.opened(voters=1)
    [voter] = boards.enrol(made)
    permit = permits.issue(voter)
    board.append_ballot(made.uuid, made.ballot(0, 1, 0), permit)
    digest = permits.digest(permit)
    assert not [row for _table, row in rows() if digest in row.values()]


def test_the_board_refuses_a_revoked_credential_and_the_permit_still_holds() -> None:
    made = boards.opened(voters=2)
    voters = boards.enrol(made)
    lost, kept = made.ballot(0, 1, 0), made.ballot(1, 1, 0)
    revocations.revoke(voters[0].election, json.loads(lost)["credential"], "lost")
    permit = permits.issue(voters[0])
    with pytest.raises(RefusedError) as refused:
        board.append_ballot(made.uuid, lost, permit)
    assert refused.value.code == "revoked"
    assert "作废" in refused.value.zh
    board.append_ballot(made.uuid, kept, permit)
