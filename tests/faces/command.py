"""The command line in tests: run in a home of its own."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from citybricks.faces.cli.app import main
from citybricks.kernel.brick import bricks
from tests.faces.samples import EVERY, STOPS

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Run a command in a home of its own; return its code and what it wrote."""
    monkeypatch.setenv("CITYBRICKS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setitem(bricks, "every-shape", EVERY)
    monkeypatch.chdir(tmp_path)
    Path("stops.geojson").write_text(json.dumps(STOPS))
    Path("hours.csv").write_text("light\n5\n6\n")

    def run(*tokens: str) -> tuple[int, str, str]:
        code = main(tokens, lambda _app, _say: None)
        return code, *capsys.readouterr()

    return run
