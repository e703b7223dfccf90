"""The command line as a process: quick to start, quick to stop, and never a traceback."""

import os
import pty
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
WAITING = """
import sys
from citybricks.faces.cli.app import main
from citybricks.kernel.brick import bricks
from tests.faces.samples import EVERY
bricks["every-shape"] = EVERY
sys.exit(main(sys.argv[1:], lambda app, say: None))
"""
STOPS = "name,lon,lat\na,1,2\n"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "stops.csv").write_text(STOPS)
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    home = str(tmp_path / "home")
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {"PYTHONPATH": path, "CITYBRICKS_HOME": home, "LANG": "en_GB.UTF-8"}


def run(
    *tokens: str, environment: dict[str, str], **options: Any
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "citybricks", *tokens],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        **options,
    )


def waiting(tmp_path: Path, environment: dict[str, str], **pipes: Any) -> "subprocess.Popen[bytes]":
    """Start a run that has no end."""
    tokens = ["run", "every-shape", "--stops", "stops.csv", "--name", "wait"]
    return subprocess.Popen(
        [sys.executable, "-c", WAITING, *tokens], cwd=tmp_path, env=environment, **pipes
    )


def test_help_takes_little_of_the_processor(environment: dict[str, str]) -> None:
    def used() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    run("--help", environment=environment)
    before = used()
    done = run("--help", environment=environment)
    assert used() - before < 0.6
    assert (done.returncode, done.stderr) == (0, "")
    assert all(name in done.stdout for name in ("list", "run", "serve", "work"))


def test_help_imports_neither_tables_nor_bricks(environment: dict[str, str]) -> None:
    code = (
        "import sys\nfrom citybricks.__main__ import main\n"
        "sys.argv = ['citybricks', '--help']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    loaded = set(done.stderr.split())
    heavy = {"pandas", "geopandas", "numpy", "django", "altair", "citybricks.bricks"}
    assert loaded & heavy == set()


def test_a_run_ends_with_the_code_that_help_promises(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    good = run("run", "service-area", "--example", environment=environment, cwd=tmp_path)
    assert good.returncode == 0
    bad = run("run", "service-area", "--radius", "-5", environment=environment, cwd=tmp_path)
    assert bad.returncode == 2
    assert "Traceback" not in bad.stderr


def test_the_hub_is_started_by_name(environment: dict[str, str]) -> None:
    done = run("serve", "--port", "70000", environment=environment)
    assert (done.returncode, done.stderr) == (2, "--port: cannot be 70000\n")
    assert "--workers" in run("work", "--help", environment=environment).stdout


def test_a_reader_who_has_seen_enough_is_no_error(environment: dict[str, str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "citybricks", "run", "service-area", "--example", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    assert process.stdout
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    process.wait(20)


def test_interrupting_a_run_dismisses_it_within_a_second(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    controller, terminal = pty.openpty()
    process = waiting(tmp_path, environment, stderr=terminal, stdout=subprocess.DEVNULL)
    os.close(terminal)
    seen = b""
    while b"Waiting" not in seen:  # the progress bar says what is being done
        seen += os.read(controller, 1_000)
    started = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.wait(5) == 130
    assert time.monotonic() - started < 1
    while b"Interrupted." not in seen:
        seen += os.read(controller, 1_000)
    os.close(controller)
    assert b"Traceback" not in seen
    assert not list((tmp_path / "home").rglob("outcome.json"))


def test_off_a_terminal_there_is_no_progress_bar(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    done = run("run", "service-area", "--example", environment=environment, cwd=tmp_path)
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
