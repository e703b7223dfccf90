"""Settings: documented, checked, and kept safe."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from pydantic import ValidationError

from citybricks.hub.environment import Environment
from tools.settings_table import PAGE, page

SOURCE = Path(settings.HERE).parents[1]


def ask(home: Path, question: str, **changed: str) -> str:
    """Ask a hub in a process of its own, with nothing set but what is given."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith("CITYBRICKS_")}
    environ |= {"CITYBRICKS_HOME": str(home), "PYTHONPATH": str(SOURCE)} | changed
    code = f"import django; django.setup(); from django.conf import settings; {question}"
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True
    )
    return ran.stdout + ran.stderr


def test_the_documented_table_is_that_of_the_code() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python tools/settings_table.py"


def test_every_setting_is_described() -> None:
    assert [n for n, f in Environment.model_fields.items() if not f.description] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("LEASE_SECONDS", "0"), ("THREADS", "0"), ("PROXIES", "-1"), ("HOSTS", "a,b"), ("DEBUG", "x")],
)
def test_a_setting_that_makes_no_sense_stops_the_hub_and_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"CITYBRICKS_{name}", value)
    with pytest.raises((ValidationError, ValueError), match=name.lower()):
        Environment()


def test_the_secret_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    keys = {ask(tmp_path, "print(settings.SECRET_KEY)") for _ in range(2)}
    assert len(keys) == 1
    assert len(keys.pop().strip()) >= 50
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_a_secret_key_that_is_given_is_kept_nowhere(tmp_path: Path) -> None:
    assert "given" in ask(tmp_path, "print(settings.SECRET_KEY)", CITYBRICKS_SECRET_KEY="given")
    assert not (tmp_path / "secret-key").exists()


def test_logs_are_json_lines_when_asked_for(tmp_path: Path) -> None:
    question = "import logging; logging.getLogger('x').warning('城市 %s', 1)"
    line = json.loads(ask(tmp_path, question, CITYBRICKS_LOG_JSON="true"))
    assert (line["event"], line["level"], line["logger"]) == ("城市 1", "warning", "x")
    assert "城市" in ask(tmp_path, question)


def test_cookies_are_sent_over_tls_only_where_the_hub_has_it(tmp_path: Path) -> None:
    question = "print(settings.SESSION_COOKIE_SECURE, settings.SECURE_HSTS_SECONDS > 0)"
    assert ask(tmp_path, question).strip() == "False False"
    over_tls = ask(tmp_path, question, CITYBRICKS_ORIGIN="https://bricks.example.org")
    assert over_tls.strip() == "True True"


def test_a_container_may_always_look_at_its_own_health(tmp_path: Path) -> None:
    given = ask(tmp_path, "print(settings.ALLOWED_HOSTS)", CITYBRICKS_HOSTS='["example.org"]')
    assert given.strip() == "['example.org', '127.0.0.1']"


def test_a_database_url_chooses_postgresql(tmp_path: Path) -> None:
    question = "print(settings.DATABASES['default']['ENGINE'], settings.CACHES['default'])"
    url = "postgres://hub:secret@database/hub"
    said = ask(tmp_path, question, CITYBRICKS_DATABASE_URL=url)
    assert "postgresql" in said
    assert "DatabaseCache" in said
    assert "sqlite3" in ask(tmp_path, question)
