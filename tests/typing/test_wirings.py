"""The type checker proves the wires between bricks: right ones pass, wrong ones do not."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CONFIG = """\
[mypy]
strict = true
plugins = pydantic.mypy
mypy_path = {root}/src:{root}
explicit_package_bases = true
namespace_packages = true
follow_imports = silent
ignore_missing_imports = true
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[int, str]]:
    """Return what mypy says of both modules, by line."""
    config = tmp_path_factory.mktemp("mypy") / "mypy.ini"
    config.write_text(CONFIG.format(root=ROOT))
    modules = [HERE / "wirings.py", HERE / "miswirings.py"]
    cache = ROOT / ".mypy_cache" / "wirings"
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", config, "--cache-dir", cache, *modules],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.stderr == ""
    found: dict[str, dict[int, str]] = {module.name: {} for module in modules}
    for file, line, words in re.findall(r"^(\S+?):(\d+): error: (.*)$", done.stdout, re.MULTILINE):
        found[Path(file).name][int(line)] = words
    return found


def test_documented_wirings_pass(said: dict[str, dict[int, str]]) -> None:
    assert said["wirings.py"] == {}


def test_every_planted_mistake_is_found_and_nothing_else(
    said: dict[str, dict[int, str]],
) -> None:
    lines = (HERE / "miswirings.py").read_text().splitlines()
    planted = {at for at, line in enumerate(lines, 1) if line.endswith("# wrong")}
    assert len(planted) >= 20
    assert set(said["miswirings.py"]) == planted
