"""Vectors in PostgreSQL find what vectors in memory find; without the extension, that is said."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import postgres as pg

pytestmark = [
    pytest.mark.long,
    pytest.mark.postgres,
    pytest.mark.xdist_group("network on postgresql"),
]
ROOT = Path(__file__).parents[3]
QUERIES = ["how can we have fewer burglaries", "терминал для контейнеров", "路灯", "大学城市"]
FIND = """
import json, sys
from citybricks.hub.serve import prepare
prepare()
from django.db import connection
from citybricks.hub.lab.finding import put_bricks
from citybricks.network.errands.domain.errands import run_due
from citybricks.network.finding.domain.entries import put
from citybricks.network.finding.domain.matching import matches_of
from citybricks.network.finding.domain.searching import search
from citybricks.network.finding.models import Vector
from tests.network.finding.conftest import TEXTS, item
put_bricks()
for key, (title, summary) in TEXTS.items():
    put(item(key, title, summary), url="/", title=title, summary=summary)
while run_due():
    pass
found = {query: [one.key for one in search(query)] for query in sys.argv[1:]}
found["matches"] = [one.key for one in matches_of("need:crime").found]
if connection.vendor == "postgresql":
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM finding_place")
        assert cursor.fetchone()[0] == Vector.objects.count() > 0
        cursor.execute("SET enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT document FROM finding_place WHERE model = 'e5-small-q4'"
            " ORDER BY place::vector(384) <=> array_fill(0.1, ARRAY[384])::vector(384) LIMIT 5"
        )
        plan = str(cursor.fetchall())
        assert "Index Scan using finding_place_0_384" in plan, plan
print(json.dumps(found))
"""


def ran(code: str, home: Path, *arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items() if "CITYBRICKS" not in name}
    environ |= {f"CITYBRICKS_{name}": value for name, value in changed.items()}
    environ |= {"CITYBRICKS_HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[pg.Server]:
    """A PostgreSQL server with the extension, of this test's own."""
    packaged = importlib.util.find_spec("pgserver")
    if packaged is None or packaged.origin is None:
        pytest.skip("PostgreSQL with pgvector is not installed: pip install pgserver")
    programs = Path(packaged.origin).parent / "pginstall" / "bin"
    monkeypatch.setattr(pg, "programs", lambda: programs)
    with pg.server() as server:
        yield server


def test_what_postgresql_finds_is_what_is_found_in_memory(
    server: pg.Server, tmp_path: Path
) -> None:
    server.run("createdb", "-h", str(server.folder), "-U", "postgres", "hub")
    url = server.url("hub")
    there = ran(FIND, tmp_path / "one", *QUERIES, DATABASE_URL=url, VECTORS="pgvector")
    assert there.returncode == 0, there.stderr
    here = ran(FIND, tmp_path / "other", *QUERIES)
    assert here.returncode == 0, here.stderr
    found, wanted = (json.loads(each.stdout.splitlines()[-1]) for each in (there, here))
    for query in (*QUERIES, "matches"):
        assert found[query][:1] == wanted[query][:1], query


def test_without_the_extension_the_hub_ends_with_what_to_install(
    postgres: pg.Server, tmp_path: Path
) -> None:
    extensions = Path("/usr/share/postgresql")
    if any(extensions.glob("*/extension/vector.control")):
        pytest.skip("this server has the extension")
    postgres.run("createdb", "-h", str(postgres.folder), "-U", "postgres", "plain")
    url = postgres.url("plain")
    done = ran(FIND, tmp_path, DATABASE_URL=url, VECTORS="pgvector")
    assert done.returncode == 1
    assert "needs PostgreSQL's extension pgvector" in done.stderr


def test_with_sqlite_the_hub_says_what_to_set(tmp_path: Path) -> None:
    done = ran(FIND, tmp_path, VECTORS="pgvector")
    assert done.returncode == 1
    assert "leave it at arrays" in done.stderr
