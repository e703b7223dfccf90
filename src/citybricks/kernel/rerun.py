"""Run again what a crate holds, and say what differs."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from citybricks.kernel import workflow
from citybricks.kernel.brick import Brick
from citybricks.kernel.designed import designed
from citybricks.kernel.document import Document
from citybricks.kernel.errors import BrickError, NoSuchBrick
from citybricks.kernel.perform import perform, read_steps
from citybricks.kernel.provenance import is_table
from citybricks.kernel.registry import find
from citybricks.kernel.store import Folder, Store, key_of, taken_apart
from citybricks.types.files import PARQUET, File

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of the outcome that came out differently the second time."""

    field: str
    then: Any
    now: Any


@dataclass(frozen=True, slots=True)
class StepDifference:
    """A step of a blueprint that yielded something else the second time."""

    step: str
    brick: str
    version_then: str
    version_now: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a rerun found: the run then, the run now, and where they differ."""

    brick: str
    version_then: str
    version_now: str
    key_then: str
    key_now: str
    differences: tuple[Difference, ...]
    steps: tuple[StepDifference, ...] = ()


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
    brick = _found(name, folder)
    with _crate_of_a_run(crate):
        inputs = brick.inputs.model_validate(_with_files(given, folder))
    key = store.accept(brick, inputs)
    perform(brick, key, store)
    now = json.loads(store.run(key).read("outcome.json"))
    document, _ = taken_apart(inputs)
    return Comparison(
        brick=brick.id,
        version_then=version,
        version_now=brick.version,
        key_then=key_of(replace(brick, id=name, version=version), document),
        key_now=key,
        differences=tuple(_differences("", (then, folder), (now, store.run(key)))),
        steps=tuple(_other_steps(folder, store.run(key))),
    )


def _found(name: str, folder: Folder) -> Brick[..., Any]:
    """Return the brick that ran; a blueprint that is not known here is read from the crate."""
    try:
        return find(name)
    except NoSuchBrick:
        if not folder.exists(workflow.FILE):
            raise
        return designed(Document.model_validate_json(folder.read(workflow.FILE)))


def _other_steps(then: Folder, now: Folder) -> Iterator[StepDifference]:
    """Yield the steps that yielded something else, in the order in which they ran."""
    before = {account.step: account for account in read_steps(then)}
    for account in read_steps(now):
        earlier = before.get(account.step)
        if earlier is None or earlier.outcome != account.outcome:
            version = earlier.version if earlier else ""
            yield StepDifference(account.step, account.brick, version, account.version)


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
    if is_table(value):
        return File(folder.read(f"tables/{value['table']}.parquet"), PARQUET, "table")
    if isinstance(value, dict):
        return {name: _with_files(item, folder) for name, item in value.items()}
    return [_with_files(item, folder) for item in value] if isinstance(value, list) else value


def _instrument(metadata: dict[str, Any]) -> tuple[str, str]:
    graph = {entity["@id"]: entity for entity in metadata["@graph"]}
    instrument = graph[graph["#run"]["instrument"]["@id"]]
    return instrument["name"], instrument["version"]


Side = tuple[Any, Folder]
"""A part of an outcome, and the folder of its run."""


def _differences(path: str, then: Side, now: Side) -> Iterator[Difference]:
    (old, old_folder), (new, new_folder) = then, now
    if old == new:
        return
    if is_table(old) and is_table(new):
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
