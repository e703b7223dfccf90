"""Bricks are found in their folders, among the blueprints, and in installed packages."""

import subprocess
import sys
from pathlib import Path

import pytest

from citybricks.kernel.errors import NoSuchBrick
from citybricks.kernel.registry import all_bricks, find, module

THIRD_PARTY = '''
from citybricks import Outcome, brick

class Answer(Outcome):
    """What is known."""

    value: int
    """The answer."""

@brick(id="deep-thought", version="1.0.0", city="Cambridge")
def deep_thought(question: int = 0) -> Answer:
    """Answer to everything."""
    return Answer(value=42 + question)
'''


def python(code: str, *path: Path) -> str:
    """Run code in a fresh interpreter that also looks for packages in `path`."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {[*map(str, path)]}\n{code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_every_folder_with_a_brick_module_is_found() -> None:
    import citybricks.bricks

    folders = {path.parent.name for path in Path(citybricks.bricks.__path__[0]).glob("*/brick.py")}
    found = {brick.folder.name for brick in all_bricks().values()}
    assert folders <= found


def test_bricks_come_in_the_order_of_their_ids() -> None:
    assert list(all_bricks()) == sorted(all_bricks())


def test_a_package_registers_its_bricks_by_an_entry_point(tmp_path: Path) -> None:
    (tmp_path / "thinking.py").write_text(THIRD_PARTY)
    about = tmp_path / "thinking-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: thinking\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[citybricks.bricks]\nthinking = thinking\n")
    said = python(
        "from citybricks.kernel.registry import all_bricks, find\n"
        "print('deep-thought' in all_bricks(), find('deep-thought').run({}).value)",
        tmp_path,
    )
    assert said.split() == ["True", "42"]


def test_finding_one_brick_imports_no_other() -> None:
    said = python(
        "from citybricks.kernel.registry import find\n"
        "find('service-area')\n"
        "print(*sorted(m for m in sys.modules if m.startswith('citybricks.bricks.')))"
    )
    assert {name.split(".")[2] for name in said.split()} == {"service_area"}


def test_the_kernel_is_imported_without_pandas() -> None:
    said = python("import citybricks, citybricks.kernel.registry\nprint('pandas' in sys.modules)")
    assert said.strip() == "False"


@pytest.mark.parametrize(
    "name", ["no-such-brick", "", "../etc", "service area", "a.b", "__init__", "1", "长椅"]
)
def test_a_brick_there_is_none_of_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(NoSuchBrick, match="service-area"):
        find(name)


def test_a_module_beside_a_brick_is_found_where_its_author_wrote_one() -> None:
    brick = find("service-area")
    assert module(brick, "brick").service_area is brick  # type: ignore[union-attr] # it is there
    assert module(brick, "no_such_module") is None
