"""A new brick or blueprint is one folder: nothing else changes, and it is found everywhere."""

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools.new_brick import BLUEPRINT, FILES, TEMPLATE, create, snake

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


@dataclass(frozen=True)
class New:
    """What is added, and what comes of it.

    Parameters
    ----------
    id
        How it is called.
    where
        The package it is added to.
    template
        What its files are made from.
    title
        Its title in Chinese.
    written
        Files that a run of its example writes, besides those of every run.
    """

    id: str
    where: str
    template: Path
    title: str
    written: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of its folder and function."""
        return snake(self.id)


NEW = [
    New("quiet-streets", "bricks", TEMPLATE, "一年后的居民人数", ("homes",)),
    New("kept-promise", "blueprints", BLUEPRINT, "关于站点的承诺是否兑现", ("near",)),
]


@pytest.fixture(scope="module", params=NEW, ids=lambda new: new.where)
def new(request: pytest.FixtureRequest) -> New:
    """Return what is added."""
    found: New = request.param
    return found


@pytest.fixture(scope="module")
def added(copy: Path, new: New) -> set[str]:
    """Add it; return the files that are new, once no other has changed."""
    before = contents(copy)
    create(new.id, copy / "citybricks" / new.where, new.template)
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


def test_it_is_one_folder_and_nothing_else_changes(added: set[str], new: New) -> None:
    folder = f"citybricks/{new.where}/{new.name}"
    assert added == {f"{folder}/{name.replace('$name', new.name)}" for name in FILES}
    assert len(FILES) == 5, "an empty __init__.py and four to write in"


@pytest.mark.usefixtures("added")
def test_it_is_in_the_registry_and_on_the_command_line(copy: Path, new: New) -> None:
    listed = python(copy, "-m", "citybricks", "list", "--language", "zh-Hans")
    assert new.id in listed.stdout, listed.stderr
    assert new.title in listed.stdout
    ran = python(copy, "-m", "citybricks", "run", new.id, "--example", "--out", new.name)
    assert ran.returncode == 0, ran.stderr
    tables = {f"{name}.{kind}" for name in new.written for kind in ("csv", "geojson", "parquet")}
    files = {path.name for path in (copy / new.name).iterdir()}
    assert files == {"outcome.json", "page.html", "crate.zip", *tables}


@pytest.mark.usefixtures("added")
def test_it_passes_its_own_tests_and_those_every_brick_gets_for_nothing(
    copy: Path, new: New
) -> None:
    own = copy / "citybricks" / new.where / new.name
    suite = ["test_identity.py", "test_running.py", "test_blueprints.py"]
    options = ["-q", "-p", "no:cacheprovider", f"--rootdir={ROOT}"]
    done = python(
        copy,
        *("-m", "pytest", *options, "-c", str(ROOT / "pyproject.toml")),
        *("-o", f"pythonpath={copy} {ROOT}", "-o", "addopts=--import-mode=importlib"),
        *("-k", f"{new.id} or {new.name}", "--confcutdir", str(ROOT / "tests" / "contract")),
        *(str(own), *(str(ROOT / "tests" / "contract" / name) for name in suite)),
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
