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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import BrickError
from citybricks.kernel.registry import find
from citybricks.kernel.store import Folder, Store, key_of, taken_apart
from citybricks.types.files import PARQUET, File

if TYPE_CHECKING:
    import pandas as pd
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
    if _is_table(value):
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
    folder = _unpacked(crate)
    with _crate_of_a_run(crate):
        name, version = _instrument(json.loads(folder.read("ro-crate-metadata.json")))
        given = json.loads(folder.read("inputs.json"))
        then = json.loads(folder.read("outcome.json"))
    brick = find(name)
    with _crate_of_a_run(crate):
        inputs = brick.inputs.model_validate(_with_files(given, folder))
    key = store.accept(brick, inputs)
    now = store.run(key).put("outcome", brick.apply(inputs))
    document, _ = taken_apart(inputs)
    return Comparison(
        brick=brick.id,
        version_then=version,
        version_now=brick.version,
        key_then=key_of(Brick(name, version, brick.function), document),
        key_now=key,
        differences=tuple(_differences("", (then, folder), (now, store.run(key)))),
    )


def _unpacked(crate: Path) -> Folder:
    from fsspec.implementations.zip import ZipFileSystem

    with _crate_of_a_run(crate):
        return Folder(ZipFileSystem(str(crate)), "")


@contextmanager
def _crate_of_a_run(crate: Path) -> Iterator[None]:
    """Refuse a file in which something is missing or is not what a crate has there."""
    broken = (OSError, ValueError, LookupError, TypeError, AttributeError, StopIteration)
    try:
        yield
    except (ValidationError, BrickError):  # inputs that no longer fit say so themselves
        raise
    except (zipfile.BadZipFile, *broken) as error:
        raise BrickError(
            "crate", "{path} is not the crate of a run: {reason}", path=str(crate), reason=error
        ) from error


def _with_files(value: Any, folder: Folder) -> Any:
    """Put the files of tables where a document names them, so that they are checked as any."""
    if _is_table(value):
        return File(folder.read(f"tables/{value['table']}.parquet"), PARQUET, "table")
    if isinstance(value, dict):
        return {name: _with_files(item, folder) for name, item in value.items()}
    return [_with_files(item, folder) for item in value] if isinstance(value, list) else value


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) and [*value] == ["table"] and isinstance(value["table"], str)


def _instrument(metadata: dict[str, Any]) -> tuple[str, str]:
    graph = {entity["@id"]: entity for entity in metadata["@graph"]}
    action = next(entity for entity in graph.values() if entity["@type"] == "CreateAction")
    instrument = graph[action["instrument"]["@id"]]
    return instrument["name"], instrument["version"]


Side = tuple[Any, Folder]
"""A part of an outcome, and the folder of its run."""


def _differences(path: str, then: Side, now: Side) -> Iterator[Difference]:
    (old, old_folder), (new, new_folder) = then, now
    if old == new:
        return
    if _is_table(old) and _is_table(new):
        if not _same_rows(old_folder.table(old["table"]), new_folder.table(new["table"])):
            yield Difference(path, old, new)
    elif isinstance(old, dict) and isinstance(new, dict):
        for name in sorted(old.keys() | new.keys()):
            inner = f"{path}.{name}" if path else name
            then, now = (old.get(name), old_folder), (new.get(name), new_folder)
            yield from _differences(inner, then, now)
    else:
        yield Difference(path, old, new)


def _same_rows(then: pd.DataFrame, now: pd.DataFrame) -> bool:
    """Whether tables are equal though their bytes differ, as other versions of pyarrow write."""
    return bool(then.equals(now))
