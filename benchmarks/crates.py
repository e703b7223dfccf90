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

from benchmarks.figure import Figure
from citybricks.faces.example import example_of
from citybricks.kernel.provenance import Account, rerun, write_crate
from citybricks.kernel.registry import all_bricks
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
    response._content = (data / found).read_bytes() if found else b"{}"
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
    profile_identifier="process-run-crate-0.5",
    requirement_severity=models.Severity.REQUIRED,
)
result = services.validate(settings)
for issue in result.get_issues():
    print(issue.check.identifier, issue.message, file=sys.stderr)
print(len(list(result.get_issues())), len(result.executed_checks))
"""


def issues(crate: Path) -> tuple[int, int]:
    """Return how many required checks a crate fails, and how many were made."""
    if not (VALIDATOR / "bin" / "rocrate-validator").exists():
        subprocess.run([sys.executable, "-m", "venv", VALIDATOR], check=True)
        pip = [VALIDATOR / "bin" / "pip", "install", "-q", "roc-validator==0.13.0", "rocrate"]
        subprocess.run(pip, check=True)
    command = [VALIDATOR / "bin" / "python", "-c", _CHECK, crate]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    failed, made = done.stdout.split()[-2:]
    return int(failed), int(made)


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
            store.perform(brick, key, brick.apply)
            account = Account(began, datetime.now(UTC), "a member", "log\n")
            write_crate(brick, store.run(key), account, crate)
            failed, made = issues(crate)
            again = rerun(crate, Store(Path(folder) / "b"))
        name = f"crate of {brick.id}"
        Figure(
            name=f"{name}: required checks failed",
            value=failed,
            unit="checks",
            at_most=0,
            peer="roc-validator 0.13",
            note=f"{made} checks of process-run-crate-0.5",
        ).tell()
        Figure(
            name=f"{name}: fields that a rerun changes",
            value=len(again.differences),
            unit="fields",
            at_most=0,
        ).tell()


if __name__ == "__main__":
    main()
