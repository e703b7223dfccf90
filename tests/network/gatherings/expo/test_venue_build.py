"""The venue's scripts are what its sources make, small enough, and ask for nothing elsewhere."""

from __future__ import annotations

import gzip
import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
SOURCES = ROOT / "frontend/venue"
BUILT = ROOT / "src/citybricks/network/gatherings/expo/static/expo/venue"
MOST_KB = 200


def node(*arguments: str) -> str:
    """Run Node in the folder of the sources, where it and its packages are there."""
    found = shutil.which("node")
    if found is None:
        pytest.skip("Node is not installed: apt-get install nodejs npm")
    if not (SOURCES / "node_modules/esbuild").is_dir():
        pytest.skip("the packages of the venue are not there: npm ci in frontend/venue")
    done = subprocess.run(
        [found, *arguments], cwd=SOURCES, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_scripts_are_those_of_the_digests() -> None:
    lines = (BUILT / "SHA256SUMS").read_text().splitlines()
    told = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert set(told) | {"SHA256SUMS"} == {path.name for path in BUILT.iterdir()}
    for name, digest in told.items():
        assert hashlib.sha256((BUILT / name).read_bytes()).hexdigest() == digest


def test_the_same_sources_make_the_same_scripts(tmp_path: Path) -> None:
    node("build.mjs", str(tmp_path))
    assert (tmp_path / "SHA256SUMS").read_text() == (BUILT / "SHA256SUMS").read_text()


def test_places_and_walking_are_as_they_should_be() -> None:
    assert "# fail 0" in node("--test", "--test-reporter=tap", "test/")


def test_all_scripts_together_are_at_most_200_kilobytes_compressed() -> None:
    size = sum(len(gzip.compress(path.read_bytes(), 9)) for path in BUILT.glob("*.js"))
    assert size <= MOST_KB * 1000


@pytest.mark.parametrize("name", ["venue.js", "halls.js", "three.js", "models.js"])
def test_no_script_needs_what_the_policy_of_the_hub_forbids(name: str) -> None:
    text = (BUILT / name).read_text(encoding="utf-8")
    assert not re.search(r"\beval\(|new Function\(", text)
    if name in ("venue.js", "halls.js"):
        assert not re.search(r"https?://", text)


def test_the_licence_of_three_is_beside_the_scripts() -> None:
    notice = (BUILT / "NOTICE").read_text(encoding="utf-8")
    assert "three 0.187.0" in notice
    assert "MIT License" in notice
