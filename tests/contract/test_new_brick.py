"""A new brick is one folder: nothing else changes, and it is found everywhere at once."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.new_brick import FILES, create, snake

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the package, to add a brick to."""
    root = tmp_path_factory.mktemp("copy")
    unwanted = shutil.ignore_patterns("__pycache__", "static", "locale", "templates")
    shutil.copytree(ROOT / "src" / "citybricks", root / "citybricks", ignore=unwanted)
    return root


def contents(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def added(copy: Path) -> set[str]:
    """Add a brick; return the files that are new, once no other has changed."""
    before = contents(copy)
    create("quiet-streets", copy / "citybricks" / "bricks")
    after = contents(copy)
    assert {name: after[name] for name in before} == before
    return after.keys() - before.keys()


def python(copy: Path, *command: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(copy), str(ROOT)])
    environment = {**os.environ, "PYTHONPATH": path, "CITYBRICKS_HOME": str(copy / "home")}
    return subprocess.run(
        [sys.executable, *command],
        capture_output=True,
        text=True,
        env=environment,
        cwd=copy,
        check=False,
    )


def test_it_is_one_folder_and_nothing_else_changes(added: set[str]) -> None:
    folder = "citybricks/bricks/quiet_streets"
    assert added == {f"{folder}/{name.replace('$name', 'quiet_streets')}" for name in FILES}
    assert len(FILES) == 5, "an empty __init__.py and four to write in"


@pytest.mark.usefixtures("added")
def test_it_is_in_the_registry_and_on_the_command_line(copy: Path) -> None:
    listed = python(copy, "-m", "citybricks", "list", "--language", "zh-Hans")
    assert "quiet-streets" in listed.stdout, listed.stderr
    assert "一年后的居民人数" in listed.stdout
    ran = python(copy, "-m", "citybricks", "run", "quiet-streets", "--example", "--out", "out")
    assert ran.returncode == 0, ran.stderr
    assert {path.name for path in (copy / "out").iterdir()} == {
        "outcome.json",
        "homes.csv",
        "homes.geojson",
        "homes.parquet",
        "page.html",
        "crate.zip",
    }


@pytest.mark.usefixtures("added")
def test_it_passes_its_own_tests_and_those_every_brick_gets_for_nothing(copy: Path) -> None:
    own = copy / "citybricks" / "bricks" / "quiet_streets"
    options = ["-q", "-p", "no:cacheprovider", f"--rootdir={ROOT}"]
    done = python(
        copy,
        *("-m", "pytest", *options, "-c", str(ROOT / "pyproject.toml")),
        *("-o", f"pythonpath={copy} {ROOT}", "-o", "addopts=--import-mode=importlib"),
        *("-k", "quiet", "--confcutdir", str(ROOT / "tests" / "contract")),
        *(str(own), str(ROOT / "tests/contract/test_identity.py")),
        str(ROOT / "tests/contract/test_running.py"),
    )
    assert done.returncode == 0, done.stdout[-3_000:] + done.stderr[-1_000:]
    assert " passed" in done.stdout


@pytest.mark.parametrize(
    ("given", "name"),
    [("quiet-streets", "quiet_streets"), ("quiet_streets", "quiet_streets"), ("twin", "twin")],
)
def test_its_name_may_be_written_either_way(given: str, name: str) -> None:
    assert snake(given) == name


@pytest.mark.parametrize("given", ["", "Quiet", "quiet streets", "1st", "class", "../x", "a.b"])
def test_a_name_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="is not a name"):
        snake(given)


def test_a_folder_that_is_there_is_not_touched(tmp_path: Path) -> None:
    folder = create("twin", tmp_path)
    (folder / "brick.py").write_text("mine")
    with pytest.raises(FileExistsError):
        create("twin", tmp_path)
    assert (folder / "brick.py").read_text() == "mine"
