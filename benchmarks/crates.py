"""Every crate passes the validator of the RO-Crate community, and its rerun gives equal bytes.

The validator pins other versions than ours, so it is installed into ``.bench/roc``; it needs the
JSON-LD contexts, which are served to it from the files that the rocrate package ships.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.figure import Figure
from citybricks.faces.example import example_of
from citybricks.kernel.blueprint import Blueprint
from citybricks.kernel.brick import Brick
from citybricks.kernel.perform import perform
from citybricks.kernel.provenance import Account, write_crate
from citybricks.kernel.registry import all_bricks
from citybricks.kernel.rerun import rerun
from citybricks.kernel.store import Store

VALIDATOR = Path(__file__).parent.parent / ".bench" / "roc"
_CHECK = """
import json, pathlib, sys
import requests, rocrate
from rocrate_validator import models, services

data = pathlib.Path(rocrate.__file__).parent / "data"
served = {"https://w3id.org/ro/crate": "ro-crate.jsonld", "schema.org": "schema.jsonld"}

def answer(self, method, url, *args, **kwargs):
    found = next((name for part, name in served.items() if part in url), None)
    response = requests.Response()
    response.status_code = 200 if found else 404
    response.url = url
    response.headers["Content-Type"] = "application/ld+json"
    content = (data / found).read_text() if found else "{}"
    # The package ships the context of 1.2; in 1.1, Bioschemas' terms have shorter addresses.
    for word in ("input", "output"):
        content = content.replace(f"terms/{word}", f"ComputationalWorkflow#{word}")
    response._content = content.replace("bioschemas.org/terms/", "bioschemas.org/").encode()
    response.encoding = "utf-8"
    return response

requests.Session.request = answer
try:
    import requests_cache
    requests_cache.CachedSession.request = answer
except ImportError:
    pass
settings = services.ValidationSettings(
    rocrate_uri=sys.argv[1],
    profile_identifier=sys.argv[2],
    requirement_severity=models.Severity.REQUIRED,
)
result = services.validate(settings)
for issue in result.get_issues():
    print(issue.check.identifier, issue.message, file=sys.stderr)
print(len(list(result.get_issues())), len(result.executed_checks))
"""


def issues(crate: Path, profile: str) -> tuple[int, int]:
    """Return how many required checks a crate fails, and how many were made."""
    if not (VALIDATOR / "bin" / "rocrate-validator").exists():
        subprocess.run([sys.executable, "-m", "venv", str(VALIDATOR)], check=True)
        pip = [str(VALIDATOR / "bin" / "pip"), "install", "-q", "roc-validator==0.13.0", "rocrate"]
        subprocess.run(pip, check=True)
    command = [str(VALIDATOR / "bin" / "python"), "-c", _CHECK, str(crate), profile]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    failed, made = done.stdout.split()[-2:]
    return int(failed), int(made)


def _profiles(brick: Brick[..., Any]) -> list[str]:
    process = ["process-run-crate-0.5"]
    return [*process, "workflow-run-crate-0.5"] if isinstance(brick, Blueprint) else process


def main() -> None:
    """Pack, validate and rerun the example of every brick."""
    for brick in all_bricks().values():
        example = example_of(brick)
        if example is None:
            continue
        with tempfile.TemporaryDirectory() as folder:
            store, crate = Store(Path(folder) / "a"), Path(folder) / "crate.zip"
            key = store.accept(brick, brick.inputs.model_validate(example.inputs))
            began = datetime.now(UTC)
            perform(brick, key, store)
            account = Account(began, datetime.now(UTC), "a member", "log\n")
            write_crate(brick, store.run(key), account, crate)
            checked = [(profile, *issues(crate, profile)) for profile in _profiles(brick)]
            again = rerun(crate, Store(Path(folder) / "b"))
        name = f"crate of {brick.id}"
        for profile, failed, made in checked:
            Figure(
                name=f"{name}: required checks failed",
                value=failed,
                unit="checks",
                at_most=0,
                peer="roc-validator 0.13",
                note=f"{made} checks of {profile}",
            ).tell()
        Figure(
            name=f"{name}: fields that a rerun changes",
            value=len(again.differences),
            unit="fields",
            at_most=0,
        ).tell()


if __name__ == "__main__":
    main()
