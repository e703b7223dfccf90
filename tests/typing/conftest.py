"""What the type checker says of the modules here, asked once."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MODULES = ("wirings.py", "miswirings.py", "joinings.py", "misjoinings.py")
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


@pytest.fixture(scope="session")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[int, str]]:
    """Return what mypy says of the modules, by line."""
    config = tmp_path_factory.mktemp("mypy") / "mypy.ini"
    config.write_text(CONFIG.format(root=ROOT))
    modules = [HERE / name for name in MODULES]
    cache = ROOT / ".mypy_cache" / "wirings"
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", config, "--cache-dir", cache, *modules],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.stderr == ""
    found: dict[str, dict[int, str]] = {name: {} for name in MODULES}
    for file, line, words in re.findall(r"^(\S+?):(\d+): error: (.*)$", done.stdout, re.MULTILINE):
        found[Path(file).name][int(line)] = words
    return found
