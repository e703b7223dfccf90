"""Run Crates: a run packed with what made it, so that another city can run it again.

The run of a brick is a Process Run Crate, that of a blueprint a Workflow Run Crate too.

References
----------
.. [1] Process Run Crate 0.5, https://w3id.org/ro/wfrun/process/0.5
.. [2] Workflow Run Crate 0.5, https://w3id.org/ro/wfrun/workflow/0.5
.. [3] RO-Crate Metadata Specification 1.1, doi:10.5281/zenodo.5146227
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citybricks.kernel import workflow
from citybricks.kernel.blueprint import Blueprint
from citybricks.kernel.brick import Brick
from citybricks.kernel.perform import STEPS, read_steps
from citybricks.kernel.store import Folder

if TYPE_CHECKING:
    from rocrate.rocrate import ROCrate

PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_FORMATS = {".json": "application/json", ".parquet": "application/vnd.apache.parquet"}


@dataclass(frozen=True, slots=True)
class Account:
    """Who ran something, when, and what was logged."""

    started: datetime
    ended: datetime
    agent: str = ""
    log: str = ""


def write_crate(brick: Brick[..., Any], folder: Folder, account: Account, target: Path) -> None:
    """Pack a finished run as a crate (zip).

    Raises
    ------
    NoSuchRun
        When the run is not whole.
    """
    from rocrate.rocrate import ROCrate

    with tempfile.TemporaryDirectory() as scratch:
        crate = ROCrate(version="1.1")  # the version Process Run Crate 0.5 builds on
        crate.name = f"{brick.title} ({brick.id} {brick.version})"
        crate.description = f"One run of the brick {brick.id} with its inputs and outcome."
        crate.root_dataset["license"] = crate.add_jsonld(
            {"@id": LICENCE, "@type": "CreativeWork", "name": "CC BY 4.0"}
        )
        crate.datePublished = account.ended
        profiles = [
            crate.add_jsonld({"@id": address, "@type": "CreativeWork", **said})
            for address, said in _profiles(brick).items()
        ]
        crate.root_dataset["conformsTo"] = profiles if len(profiles) > 1 else profiles[0]
        parts = {
            role: [_add(crate, folder, Path(scratch), name) for name in _names(folder, role)]
            for role in ("inputs", "outcome")
        }
        if isinstance(brick, Blueprint) and folder.exists(STEPS):
            _add(crate, folder, Path(scratch), STEPS)
        if account.log:
            (Path(scratch) / "log.txt").write_text(account.log)
            named = {"name": "log.txt", "encodingFormat": "text/plain"}
            crate.add_file(Path(scratch) / "log.txt", "log.txt", properties=named)
        made_by = _application(crate, brick)
        mentions: list[Any] = []
        if isinstance(brick, Blueprint):
            made_by, mentions = workflow.describe(crate, brick, read_steps(folder), Path(scratch))
            crate.root_dataset["mainEntity"] = made_by
        action = _action(crate, brick, account, parts, made_by)
        crate.root_dataset["mentions"] = [action, *mentions]
        crate.write_zip(target)


def _names(folder: Folder, role: str) -> list[str]:
    """List the files of the inputs or of the outcome, tables included."""
    document = json.loads(folder.read(f"{role}.json"))
    return [f"{role}.json", *(f"tables/{name}.parquet" for name in sorted(_tables(document)))]


def _tables(value: Any) -> set[str]:
    if is_table(value):
        return {value["table"]}
    if isinstance(value, dict):
        return set().union(*map(_tables, value.values()))
    return set().union(*map(_tables, value)) if isinstance(value, list) else set()


def _add(crate: ROCrate, folder: Folder, scratch: Path, name: str) -> Any:
    path = scratch / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(folder.read(name))
    known = crate.get(name)
    described = {"name": name, "encodingFormat": _FORMATS[path.suffix]}
    return known or crate.add_file(path, name, properties=described)


def _profiles(brick: Brick[..., Any]) -> dict[str, dict[str, str]]:
    """Return the profiles that the crate of a run conforms to, by address."""
    process = {PROFILE: {"name": "Process Run Crate", "version": "0.5"}}
    return process | workflow.PROFILES if isinstance(brick, Blueprint) else process


def _application(crate: ROCrate, brick: Brick[..., Any]) -> Any:
    """Describe a brick as the software that ran."""
    return None if isinstance(brick, Blueprint) else workflow.application(crate, brick)


def _action(
    crate: ROCrate,
    brick: Brick[..., Any],
    account: Account,
    parts: dict[str, list[Any]],
    instrument: Any,
) -> Any:
    action: dict[str, Any] = {
        "@id": "#run",
        "@type": "CreateAction",
        "name": f"Run of {brick.id} {brick.version}",
        "startTime": account.started.isoformat(),
        "endTime": account.ended.isoformat(),
        "actionStatus": "http://schema.org/CompletedActionStatus",
    }
    made = crate.add_jsonld(action)
    made["instrument"], made["object"], made["result"] = (
        instrument,
        parts["inputs"],
        parts["outcome"],
    )
    agent = {"@id": "#agent", "@type": "Person", "name": account.agent or "not named"}
    made["agent"] = crate.add_jsonld(agent)
    return made


def is_table(value: Any) -> bool:
    """Whether a value in a stored document names a table."""
    return isinstance(value, dict) and [*value] == ["table"] and isinstance(value["table"], str)
