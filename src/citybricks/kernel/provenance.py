"""Process Run Crates: a run packed with what made it, so that another city can run it again.

References
----------
.. [1] Process Run Crate 0.5, https://w3id.org/ro/wfrun/process/0.5
.. [2] RO-Crate Metadata Specification 1.1, doi:10.5281/zenodo.5146227
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import BrickError, NoSuchRun
from citybricks.kernel.registry import find
from citybricks.kernel.store import Folder, Store, key_of, taken_apart

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
    """Pack a finished run as a Process Run Crate (zip).

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
        profile = {"@id": PROFILE, "@type": "CreativeWork", "name": "Process Run Crate"}
        crate.root_dataset["conformsTo"] = crate.add_jsonld({**profile, "version": "0.5"})
        parts = {
            role: [_add(crate, folder, Path(scratch), name) for name in _names(folder, role)]
            for role in ("inputs", "outcome")
        }
        if account.log:
            (Path(scratch) / "log.txt").write_text(account.log)
            named = {"name": "log.txt", "encodingFormat": "text/plain"}
            crate.add_file(Path(scratch) / "log.txt", "log.txt", properties=named)
        crate.root_dataset["mentions"] = _action(crate, brick, account, parts)
        crate.write_zip(target)


def _names(folder: Folder, role: str) -> list[str]:
    """List the files of the inputs or of the outcome, tables included."""
    document = json.loads(folder.read(f"{role}.json"))
    return [f"{role}.json", *(f"tables/{name}.parquet" for name in sorted(_tables(document)))]


def _tables(value: Any) -> set[str]:
    if isinstance(value, dict):
        if value.keys() == {"table"}:
            return {str(value["table"])}
        return set().union(*map(_tables, value.values()))
    return set().union(*map(_tables, value)) if isinstance(value, list) else set()


def _add(crate: ROCrate, folder: Folder, scratch: Path, name: str) -> Any:
    path = scratch / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(folder.read(name))
    known = crate.get(name)
    described = {"name": name, "encodingFormat": _FORMATS[path.suffix]}
    return known or crate.add_file(path, name, properties=described)


def _action(
    crate: ROCrate, brick: Brick[..., Any], account: Account, parts: dict[str, list[Any]]
) -> Any:
    instrument = crate.add_jsonld(
        {
            "@id": f"#{brick.id}@{brick.version}",
            "@type": "SoftwareApplication",
            "name": brick.id,
            "description": brick.title,
            "version": brick.version,
            "softwareVersion": brick.version,
            "url": f"https://pypi.org/project/citybricks/#{brick.id}",
        }
    )
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


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of the outcome that came out differently the second time."""

    field: str
    then: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a rerun found: the run then, the run now, and where they differ."""

    brick: str
    version_then: str
    version_now: str
    key_then: str
    key_now: str
    differences: tuple[Difference, ...]


def rerun(crate: Path, store: Store) -> Comparison:
    """Run what a crate holds once more, keep it in `store`, and compare the outcomes.

    Raises
    ------
    BrickError
        When the file is not the crate of a run.
    NoSuchBrick
        When the brick is not installed here.
    """
    from fsspec.implementations.zip import ZipFileSystem

    try:
        folder = Folder(ZipFileSystem(str(crate)), "")
        name, version = _instrument(json.loads(folder.read("ro-crate-metadata.json")))
        brick = find(name)
        inputs = folder.get("inputs", brick.inputs)
        then = json.loads(folder.read("outcome.json"))
    except (zipfile.BadZipFile, FileNotFoundError, NoSuchRun, KeyError, StopIteration) as error:
        raise BrickError(
            "crate", "{path} is not the crate of a run: {reason}", path=str(crate), reason=error
        ) from error
    key = store.accept(brick, inputs)
    outcome = brick.apply(inputs)
    now = store.run(key).put("outcome", outcome)
    document, _ = taken_apart(inputs)
    return Comparison(
        brick=brick.id,
        version_then=version,
        version_now=brick.version,
        key_then=key_of(Brick(name, version, brick.function), document),
        key_now=key,
        differences=tuple(_differences("", then, now)),
    )


def _instrument(metadata: dict[str, Any]) -> tuple[str, str]:
    graph = {entity["@id"]: entity for entity in metadata["@graph"]}
    action = next(entity for entity in graph.values() if entity["@type"] == "CreateAction")
    instrument = graph[action["instrument"]["@id"]]
    return instrument["name"], instrument["version"]


def _differences(path: str, then: Any, now: Any) -> list[Difference]:
    if isinstance(then, dict) and isinstance(now, dict) and "table" not in then:
        found = []
        for name in sorted(then.keys() | now.keys()):
            inner = f"{path}.{name}" if path else name
            found += _differences(inner, then.get(name), now.get(name))
        return found
    return [] if then == now else [Difference(path, then, now)]
