"""The tutorial is a working brick: its files are written as it says, then run as it says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILE = re.compile(r"^```\w+ file=(?P<name>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def tutorial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the files of the tutorial into a folder that the package of bricks also looks in."""
    root = tmp_path_factory.mktemp("tutorial")
    folder = root / "tree_canopy"
    folder.mkdir()
    (folder / "__init__.py").touch()
    text = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")
    for found in FILE.finditer(text):
        (folder / found["name"]).write_text(found["text"], encoding="utf-8")
    hook = f"import citybricks.bricks\ncitybricks.bricks.__path__.append({str(root)!r})\n"
    (root / "sitecustomize.py").write_text(hook, encoding="utf-8")
    return folder


def run(tutorial: Path, *command: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(tutorial.parent), str(ROOT / "src")])
    home = str(tutorial.parent / "home")
    return subprocess.run(
        [sys.executable, *command],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path, "CITYBRICKS_HOME": home},
        cwd=tutorial,
    )


def test_its_tests_pass(tutorial: Path) -> None:
    done = run(tutorial, "-m", "pytest", "-q", "-c", os.devnull, "-p", "no:cacheprovider", ".")
    assert "3 passed" in done.stdout, done.stdout + done.stderr


def test_its_session_ends_well(tutorial: Path) -> None:
    for line in (tutorial / "session").read_text().splitlines():
        done = run(tutorial, "-m", *line.removeprefix("$ ").split())
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


def test_its_python_prints_the_share(tutorial: Path) -> None:
    done = run(tutorial, "notebook")
    assert 0 < float(done.stdout) < 5, done.stderr
