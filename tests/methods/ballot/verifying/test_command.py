"""`citybricks-verify`: exit codes, two languages, JSON; and that it needs next to nothing."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

from citybricks.methods.ballot import verifying
from citybricks.methods.ballot.digests import fingerprint
from citybricks.methods.ballot.verifying.command import main
from tests.methods.ballot.verifying.boards import Board, board, made
from tests.methods.ballot.verifying.test_report import head

SOURCE = Path(verifying.__file__).parents[5]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "honest.bel"
    path.write_bytes(made("counted")[0])
    return path


def test_an_honest_archive_ends_with_zero(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(archive), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("VERIFIED")
    assert "西 West" in said


def test_a_lie_ends_with_two_and_says_what_in_chinese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dishonest = board("counted")
    dishonest.without("EndBallots")
    path = tmp_path / "lie.bel"
    path.write_bytes(dishonest.write())
    assert main([str(path), "--lang", "zh"]) == 2
    said = capsys.readouterr().out
    assert "验证失败" in said
    assert "✗ A4" in said
    assert "结果\n" not in said


def test_a_board_without_a_result_ends_with_three(tmp_path: Path) -> None:
    whole = board("counted")
    path = tmp_path / "open.bel"
    path.write_bytes(Board(whole.steps[:3], whole.timestamp).write())
    assert main([str(path)]) == 3


def test_the_report_is_printed_as_json(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(archive), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["verdict"] == "ok"
    assert report["result"] == [[0, 2, 1]]
    assert {row["id"] for row in report["checks"]} >= {"A1", "B6", "R1", "X1"}


def test_everything_that_somebody_kept_is_held_against_the_board(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = board("counted")
    earlier = Board(whole.steps[:3], whole.timestamp).write()
    (tmp_path / "earlier.bel").write_bytes(earlier)
    (tmp_path / "head.json").write_text(json.dumps(head(earlier)))
    tracker = fingerprint(whole.of("Ballot")[1].data[-1])
    arguments = [str(archive), "--previous", str(tmp_path / "earlier.bel"), "--json"]
    arguments += ["--heads", str(tmp_path / "head.json"), "--tracker", tracker]
    arguments += ["--cache", str(tmp_path / "cache.sqlite")]
    for known in (0, 4):
        assert main(arguments) == 0
        report = json.loads(capsys.readouterr().out)
        statuses = {row["id"]: row["status"] for row in report["checks"]}
        assert [statuses[one] for one in ("P1", "H1", "X1")] == ["pass", "pass", "pass"]
        assert report["timing"]["cached"] == known


@pytest.mark.parametrize(
    "arguments", [["nowhere.bel"], ["--lang", "fr", "x"], [], ["x", "--heads", "nowhere.json"]]
)
def test_what_cannot_be_read_ends_with_one(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code: object = main(arguments)
    except SystemExit as ended:
        code = ended.code
    assert code == 1
    assert "citybricks-verify" in capsys.readouterr().err


def test_a_text_of_the_archive_gives_no_orders_to_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dishonest = board("counted")
    dishonest.one("Setup").edit(lambda election: election.update(name="A\x1b[2JB"), 0)
    path = tmp_path / "orders.bel"
    path.write_bytes(dishonest.write())
    assert main([str(path)]) == 2
    said = capsys.readouterr().out
    assert "A[2JB" in said
    assert "\x1b" not in said


def test_the_verifier_shares_nothing_with_the_prover() -> None:
    """Not by any import, in whatever function it stands."""
    for module in pkgutil.iter_modules(verifying.__path__):
        source = importlib.util.find_spec(f"{verifying.__name__}.{module.name}")
        assert source is not None
        assert source.origin is not None
        assert "ballot.proving" not in Path(source.origin).read_text(encoding="utf-8")


def test_the_verifier_needs_neither_web_nor_kernel() -> None:
    script = (
        "import sys; import citybricks.methods.ballot.verifying.command;"
        "print(sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(done.stdout.replace("'", '"')))
    assert not loaded & {"django", "pydantic", "cryptography", "pandas", "cyclopts", "httpx"}


@pytest.mark.long
def test_the_command_runs_where_only_gmpy2_and_pynacl_are_installed(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}

    def install(*what: str) -> None:
        pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, *what], check=True, env=clean)

    install("gmpy2", "PyNaCl")  # PyNaCl brings cffi and pycparser
    install("--no-deps", str(SOURCE))
    listed = subprocess.run(
        [str(python), "-m", "pip", "list", "--format=json"],
        capture_output=True,
        text=True,
        check=True,
        env=clean,
    )
    names = {one["name"].lower() for one in json.loads(listed.stdout)}
    allowed = {"pip", "setuptools", "gmpy2", "pynacl", "cffi", "pycparser", "citybricks"}
    assert names <= allowed
    command = tmp_path / "venv" / "bin" / "citybricks-verify"
    for name in ("counted", "ranked", "finite field"):
        path = tmp_path / f"{name}.bel"
        path.write_bytes(made(name)[0])
        done = subprocess.run(
            [str(command), str(path)], capture_output=True, text=True, check=False, env=clean
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(("VERIFIED", "验证通过"))
