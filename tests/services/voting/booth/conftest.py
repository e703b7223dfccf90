"""The sources of the booth, with Node, where they are there."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SOURCES = Path(__file__).parents[4] / "frontend/booth"


@pytest.fixture(scope="session")
def node() -> Callable[..., str]:
    """Run Node in the folder of the sources: ``node("build.mjs", folder)``."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if found is None or npm is None:
        pytest.skip("Node is not installed: apt-get install nodejs npm")
    if not (SOURCES / "node_modules/esbuild").is_dir():
        command = [npm, "ci", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=SOURCES, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"the packages of the booth cannot be had: {done.stderr[-300:]}")

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [found, *arguments], cwd=SOURCES, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


MakeBallot = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def make_ballot(node: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> MakeBallot:
    """Make a ballot as the booth does: {ballot, tracker, randomness, milliseconds (of CPU)}."""
    path = tmp_path_factory.mktemp("booth") / "election.json"

    def make(
        election: bytes, credential: str, votes: list[list[int]], count: int = 1
    ) -> dict[str, Any]:
        path.write_bytes(election)
        made: dict[str, Any] = json.loads(
            node("make_ballot.mjs", str(path), credential, json.dumps(votes), str(count))
        )
        return made

    return make
