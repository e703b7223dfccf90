"""Registrar and board are two authorities, or every page says that they are one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.db import connections

from citybricks.services.voting.registrar.domain import authority
from citybricks.services.voting.registrar.models import Credential

SOURCE = Path(settings.HERE).parents[1]


def start(home: Path, code: str, **changed: str) -> subprocess.CompletedProcess[str]:
    """Run code in a hub of its own."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith("CITYBRICKS_")}
    environ |= {f"CITYBRICKS_{name.upper()}": value for name, value in changed.items()}
    environ |= {"CITYBRICKS_HOME": str(home), "PYTHONPATH": str(SOURCE)}
    return subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=False
    )


SET_UP = "import django; django.setup(); "
PREPARE = "from citybricks.hub.serve import prepare; prepare(); "
WHERE = (
    "from django.db import connections, router; "
    "from citybricks.services.voting.registrar.models import Credential; "
    "print(router.db_for_write(Credential), 'registrar' in connections)"
)
TABLES = (
    "from django.db import connections; "
    "print(*(f'{c.alias}:{n}' for c in connections.all() "
    "for n in c.introspection.table_names()), sep='\\n')"
)


def test_the_registrar_has_a_database_of_its_own_with_nothing_else_in_it() -> None:
    assert Credential.objects.db == "registrar"
    assert authority.database() == "registrar"
    assert not authority.is_single()
    assert not authority.complaint()


@pytest.mark.django_db(databases=["default", "registrar", "pupils"])
def test_the_tables_of_the_two_are_apart() -> None:
    board, registrar = (
        {name for name in connections[alias].introspection.table_names()}  # noqa: C416 - both sets
        for alias in ("default", "registrar")
    )
    assert board & registrar <= {"django_migrations", "sqlite_sequence"}
    assert not authority.complaint_of_tables()
    assert not [one for one in run_checks(databases=["default"]) if "voting" in str(one.id)]


@pytest.mark.django_db(databases=["default", "pupils"])
def test_one_database_under_two_names_is_told_by_its_tables(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    same = {"default": connections["default"], "registrar": connections["default"]}
    monkeypatch.setattr(authority, "connections", same)
    assert "could add" in authority.complaint_of_tables()
    found = [one for one in run_checks(databases=["default"]) if "voting" in str(one.id)]
    assert [one.id for one in found] == ["voting_registrar.E002"]


def test_a_hub_with_one_database_for_both_does_not_start(tmp_path: Path) -> None:
    same = "postgres://hub@localhost/hub"
    other = "postgres://registrar@127.0.0.1:5432/hub"
    ran = start(tmp_path, SET_UP, database_url=same, registrar_database_url=other)
    assert ran.returncode != 0
    assert "CITYBRICKS_SINGLE_AUTHORITY" in ran.stderr
    assert "服务器可能添加选票" in ran.stderr


def test_a_hub_with_two_databases_starts(tmp_path: Path) -> None:
    given = {
        "database_url": "postgres://hub@localhost/hub",
        "registrar_database_url": "postgres://registrar@localhost/registrar",
    }
    assert start(tmp_path, SET_UP + WHERE, **given).stdout.split() == ["registrar", "True"]


def test_a_single_authority_keeps_all_in_one_database(tmp_path: Path) -> None:
    ran = start(tmp_path, SET_UP + WHERE, single_authority="true")
    assert ran.stdout.split() == ["default", "False"]


def test_two_settings_that_exclude_each_other_are_told(tmp_path: Path) -> None:
    other = "postgres://registrar@localhost/registrar"
    ran = start(tmp_path, SET_UP, single_authority="true", registrar_database_url=other)
    assert ran.returncode != 0
    assert "choose one" in ran.stderr


@pytest.mark.long
def test_a_hub_migrates_both_databases_when_it_is_prepared(tmp_path: Path) -> None:
    ran = start(tmp_path, PREPARE + TABLES)
    assert ran.returncode == 0, ran.stderr
    tables = ran.stdout.split()
    assert "registrar:voting_registrar_credential" in tables
    assert "default:voting_registrar_credential" not in tables
    assert "registrar:voting_election" not in tables


@pytest.mark.long
def test_a_single_authority_migrates_one(tmp_path: Path) -> None:
    ran = start(tmp_path, PREPARE + TABLES, single_authority="true")
    assert ran.returncode == 0, ran.stderr
    assert "default:voting_registrar_credential" in ran.stdout.split()
    assert not (tmp_path / "registrar.sqlite3").exists()
