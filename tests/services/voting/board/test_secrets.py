"""Databases, files and logs hold no secret of a voter, and nothing that joins voter and vote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.digests import fingerprint
from citybricks.methods.ballot.proving import ballots as proving
from citybricks.services.voting.board.domain import board, reports
from citybricks.services.voting.roll.domain import permits
from tests.services.voting.board import scene

pytestmark = pytest.mark.django_db(transaction=True, databases=list(connections))


def audited(made: scene.Small, voter: int, drawn: list[int]) -> bytes:
    """Return an honest audit, and note the numbers it was made with."""

    def below(limit: int) -> int:
        drawn.append(made.setting.group.random_exponent() % limit)
        return drawn[-1]

    raw = proving.ballot(made.setting, made.credentials[voter], [[0, 1]], below)
    written = raw.write(made.setting.group)
    given = {
        "version": 1,
        "election_uuid": made.uuid,
        "election_hash": made.setting.fingerprint,
        "tracker": fingerprint(written),
        "ballot": written.decode(),
        "votes": [[0, 1]],
        "randomness": [[str(one) for one in drawn[:2]]],
    }
    return strict_json.dumps(given)


def test_nothing_that_is_kept_holds_a_secret_or_joins_a_voter_to_a_ballot(
    home: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    made = scene.opened()
    voters = scene.enrol(made)
    secrets, drawn, trackers = [*made.credentials, str(made.key)], list[int](), []
    for number, voter in enumerate(voters):
        permit = permits.issue(voter)
        raw = made.ballot(number, 1, 0)
        assert scene.post(made.uuid, "ballots", raw, permit).status_code == 201
        secrets.append(permit)
        trackers += [fingerprint(raw), json.loads(raw)["credential"]]
    opened = scene.post(made.uuid, "spoil", audited(made, 0, drawn))
    assert (opened.status_code, opened.json()["honest"]) == (201, True)
    secrets += [str(one) for one in drawn]
    board.close(made.uuid)
    reports.make(made.uuid)
    logs = "".join(capfd.readouterr()) + caplog.text
    assert "/ballots" in logs
    kept = {str(path): path.read_bytes() for path in home.rglob("*") if path.is_file()}
    kept |= {"logs": logs.encode(), **databases()}
    assert any(name.endswith(".bel") for name in kept)
    for name, content in kept.items():
        for secret in secrets:
            assert secret.encode() not in content, name
            assert secret.replace("-", "").encode() not in content, name
    ids = {voter.voter_id for voter in voters} | {voter.name for voter in voters}
    for row in rows():
        assert not (ids & set(row) and any(one in cell for cell in row for one in trackers)), row


def databases() -> dict[str, bytes]:
    """Return every row of every database, and the bytes of their files where they have some."""
    found = {"rows": "\n".join("|".join(row) for row in rows()).encode()}
    names = (str(each.settings_dict["NAME"]) for each in connections.all())
    for path in {Path(name + end) for name in names for end in ("", "-wal")}:
        if path.is_file():
            found[str(path)] = path.read_bytes()
    return found


def rows() -> list[list[str]]:
    """Return the rows of all tables, as texts."""
    found = []
    for each in connections.all():
        with each.cursor() as cursor:
            for table in each.introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {each.ops.quote_name(table)}")  # noqa: S608
                found += [[str(cell) for cell in row] for row in cursor.fetchall()]
    return found


def test_keys_of_the_hub_are_in_no_database(home: Path) -> None:
    scene.opened()
    key = (home / "board-key").read_text().strip()
    assert len(key) == 64
    assert all(key.encode() not in content for content in databases().values())
    assert settings.DATABASES
