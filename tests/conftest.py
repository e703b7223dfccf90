"""What tests share: a home of their own, and a PostgreSQL server where one is installed."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.nodeid import coerce_node_id

HOME = Path(tempfile.mkdtemp(prefix="citybricks-test-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ |= {
    "CITYBRICKS_HOME": str(HOME),
    "CITYBRICKS_SECRET_KEY": "only for tests",
    "DJANGO_SETTINGS_MODULE": "citybricks.hub.settings",
}

import django  # noqa: E402 - reads the environment
from django.conf import settings  # noqa: E402
from pytest_django import DjangoDbBlocker  # noqa: E402

from tests import schema  # noqa: E402
from tools import postgres as pg  # noqa: E402

# Should the settings have been read before us, they name the home of whoever runs the tests.
settings.HOME, settings.STORE = HOME, str(HOME / "store")
if not settings.ENVIRONMENT.database_url:
    # A file, not memory, so that workers started by a test see what the test has written.
    hub = settings.DATABASES["default"].setdefault("TEST", {})
    # Tables are made from the models (`tests.schema`), not by going through all migrations.
    hub |= {"NAME": str(HOME / "hub.sqlite3"), "MIGRATE": False}
if not settings.ENVIRONMENT.registrar_database_url and "registrar" in settings.DATABASES:
    registrar = settings.DATABASES["registrar"].setdefault("TEST", {})
    registrar |= {"NAME": str(HOME / "registrar.sqlite3"), "MIGRATE": False}
if not settings.ENVIRONMENT.pupils_database_url:
    pupils = settings.DATABASES["pupils"].setdefault("TEST", {})
    pupils |= {"NAME": str(HOME / "pupils.sqlite3"), "MIGRATE": False}
django.setup()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep each group of tests in one process.

    pytest-xdist 3.8 writes the group to `_nodeid`, which pytest 9 no longer reads.
    """
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        if mark := item.get_closest_marker("xdist_group"):
            item._id = coerce_node_id(f"{item.nodeid}@{mark.args[0]}")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember a failure without its group, so that `--last-failed` finds the test again."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        report.nodeid = re.sub(r"@[^@\[\]]+$", "", report.nodeid)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """Give parallel processes databases of their own; with SQLite they have one in their home."""
    if settings.ENVIRONMENT.database_url:
        request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Write down which tables are made, for processes that bring them up to date."""
    for alias, database in settings.DATABASES.items():
        if not database.get("TEST", {}).get("MIGRATE", True):
            with django_db_blocker.unblock():
                schema.record(alias)


@pytest.fixture(scope="session")
def postgres() -> Iterator[pg.Server]:
    """A PostgreSQL server that is this test session's alone."""
    if pg.programs() is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with pg.server() as server:
        yield server
