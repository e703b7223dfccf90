"""The run store: inputs and outcomes by content, in a folder or in object storage.

::

    runs/ab/abcdef…/inputs.json       validated inputs, their tables by digest
                    outcome.json      written last: its presence says that the run is whole
                    tables/*.parquet  each table once, GeoParquet where it has places
    files/ab/abcdef…                  uploads, kept until a run has taken them in
    blueprints/blueprint-abc….json    what was designed, by the digest of what it does
    timings/brick@version             seconds its last run as a step took

The key of a run is the BLAKE2b-128 digest of the canonical JSON (RFC 8785) of
``[brick, version, code, inputs]``, so equal work has one key wherever it is done.
"""

from __future__ import annotations

import hashlib
import io
import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citybricks.kernel.blueprint import Blueprint
from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import NoSuchBrick, NoSuchRun
from citybricks.types import Model
from citybricks.types.naming import naming
from citybricks.types.tables import Table, stored

if TYPE_CHECKING:
    import pandas as pd
    from fsspec import AbstractFileSystem

_SAFE_INTEGER = 2**53
"""Integers from here on are not exact in JSON (RFC 7493, section 2.2)."""


def canonical(value: Any) -> bytes:
    """Write JSON so that equal values have equal bytes (RFC 8785)."""
    import rfc8785

    return rfc8785.dumps(_exact(value))


def _exact(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _exact(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_exact(item) for item in value]
    if isinstance(value, int) and abs(value) >= _SAFE_INTEGER:
        return f"integer {value}"
    return value


def digest(content: bytes) -> str:
    """Identify bytes by their BLAKE2b-128 digest, in hexadecimal."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


@lru_cache(maxsize=4096)
def code_digest(brick: Brick[..., Any]) -> str:
    """Identify what computes a brick: source and data in its folder; no tests, views and texts."""
    if isinstance(brick, Blueprint):
        steps = {name: code_digest(step.brick) for name, step in brick.graph.steps.items()}
        own = Path(brick.function.__code__.co_filename).read_bytes()
        return digest(canonical([digest(own), steps]))
    module = brick.function.__module__
    path = Path(brick.function.__code__.co_filename)
    if module.rpartition(".")[2] != "brick":
        return digest(path.read_bytes())
    sources = [source for source in sorted(path.parent.rglob("*")) if _computes(source)]
    return digest(b"".join(source.name.encode() + source.read_bytes() for source in sources))


def _computes(source: Path) -> bool:
    """Whether a file in the folder of a brick has a say in what the brick returns."""
    aside = source.name in ("views.py", "example.json") or source.name.startswith("test_")
    return source.is_file() and not aside and source.suffix not in (".po", ".pyc")


def taken_apart(value: Model) -> tuple[dict[str, Any], dict[str, Table[Any]]]:
    """Split a value into JSON that names its tables by digest, and the tables."""
    tables: dict[str, Table[Any]] = {}

    def keep(table: Table[Any]) -> str:
        name = table.digest()
        tables[name] = table
        return name

    return value.model_dump(mode="json", context={"keep_table": keep}), tables


def key_of(brick: Brick[..., Any], document: Mapping[str, Any]) -> str:
    """Return the key of a run from the inputs as `taken_apart` leaves them."""
    code = [code_digest(brick), *_named(brick, document)]
    return digest(canonical([brick.id, brick.version, code if code[1:] else code[0], document]))


def _named(brick: Brick[..., Any], document: Mapping[str, Any]) -> Iterator[str]:
    """Yield the code of the bricks that inputs name: it decides the outcome as well."""
    from citybricks.kernel.registry import find

    for name in naming(brick.hints):
        with suppress(NoSuchBrick):
            other = find(str(document[name]))
            yield digest(canonical([other.id, other.version, code_digest(other)]))


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of one run, in the store or in a crate."""

    files: AbstractFileSystem
    path: str

    def exists(self, name: str = "outcome.json") -> bool:
        """Whether the folder has the file; by default: whether the run is whole."""
        return bool(self.files.exists(f"{self.path}/{name}"))

    def read(self, name: str) -> bytes:
        """Return the content of a file.

        Raises
        ------
        NoSuchRun
            When it is not there.
        """
        try:
            content: bytes = self.files.cat_file(f"{self.path}/{name}")
        except FileNotFoundError as error:
            raise NoSuchRun(f"there is no {name} in {self.path}") from error
        return content

    def write(self, name: str, content: bytes) -> None:
        """Write a file that is either whole or not there."""
        target = f"{self.path}/{name}"
        draft = f"{target}.{secrets.token_hex(8)}"
        self.files.makedirs(target.rpartition("/")[0], exist_ok=True)
        self.files.pipe_file(draft, content)
        self.files.mv(draft, target)

    def put(self, name: str, value: Model) -> dict[str, Any]:
        """Write a value as ``<name>.json`` after its tables, and return the JSON."""
        document, tables = taken_apart(value)
        for identity, table in tables.items():
            self.write(f"tables/{identity}.parquet", table.write())
        content = json.dumps(document, ensure_ascii=False, allow_nan=False).encode()
        self.write(f"{name}.json", content)
        return document

    def get(self, name: str, kind: type[Model]) -> Any:
        """Read what `put` has written, as a value of `kind`.

        Raises
        ------
        NoSuchRun
            When it is not there.
        """
        document = json.loads(self.read(f"{name}.json"))
        token = stored.set(self.table)
        try:
            return kind.model_validate(document)
        finally:
            stored.reset(token)

    def table(self, identity: str) -> pd.DataFrame:
        """Read a table by its digest."""
        import geopandas as gpd
        import pandas as pd
        import pyarrow.parquet as pq

        content = io.BytesIO(self.read(f"tables/{identity}.parquet"))
        located = b"geo" in (pq.read_schema(content).metadata or {})
        content.seek(0)
        return gpd.read_parquet(content) if located else pd.read_parquet(content)


class Store:
    """Where runs are kept.

    Parameters
    ----------
    url
        A folder, or any address fsspec knows (``s3://bucket/prefix``).
    """

    def __init__(self, url: str | Path) -> None:
        from fsspec.core import url_to_fs

        self.url = str(url)
        self.files, root = url_to_fs(self.url)
        self.root = root.rstrip("/")

    def run(self, key: str) -> Folder:
        """Return the folder of the run `key`, whether or not it is there yet."""
        return Folder(self.files, f"{self.root}/runs/{key[:2]}/{key}")

    def accept(self, brick: Brick[..., Any], inputs: Model) -> str:
        """Keep validated inputs and return the key of their run.

        What is there already is written again: neither an answer nor the time it takes tells
        a city that another one has run the same.
        """
        document, _ = taken_apart(inputs)
        key = key_of(brick, document)
        self.run(key).put("inputs", inputs)
        return key

    def perform(self, brick: Brick[..., Any], key: str, apply: Callable[[Model], Model]) -> None:
        """Load the inputs of `key`, `apply` the brick to them, and keep the outcome.

        Raises
        ------
        NoSuchRun
            When the inputs are not there.
        """
        folder = self.run(key)
        folder.put("outcome", apply(folder.get("inputs", brick.inputs)))

    def keep_document(self, id: str, content: bytes) -> None:
        """Keep the document of a designed blueprint."""
        Folder(self.files, f"{self.root}/blueprints").write(f"{id}.json", content)

    def document(self, id: str) -> bytes:
        """Return the document of a designed blueprint.

        Raises
        ------
        NoSuchRun
            When it is not kept.
        """
        return Folder(self.files, f"{self.root}/blueprints").read(f"{id}.json")

    def note(self, brick: str, version: str, seconds: float) -> None:
        """Keep how long a brick took."""
        folder = Folder(self.files, f"{self.root}/timings")
        folder.write(f"{brick}@{version}", f"{seconds:.6f}".encode())

    def noted(self, brick: str, version: str) -> float | None:
        """Return how long a brick took the last time; None when nobody knows."""
        folder = Folder(self.files, f"{self.root}/timings")
        try:
            return float(folder.read(f"{brick}@{version}"))
        except (NoSuchRun, ValueError):
            return None

    def forget(self, key: str) -> None:
        """Remove a run, inputs and outcome."""
        path = self.run(key).path
        if self.files.exists(path):
            self.files.rm(path, recursive=True)

    def keep_file(self, content: bytes) -> str:
        """Keep an upload and return its digest."""
        name = digest(content)
        Folder(self.files, f"{self.root}/files/{name[:2]}").write(name, content)
        return name

    def file(self, name: str) -> bytes:
        """Return an upload by its digest.

        Raises
        ------
        NoSuchRun
            When it is not there.
        """
        return Folder(self.files, f"{self.root}/files/{name[:2]}").read(name)

    def forget_files(self, before: datetime) -> int:
        """Remove uploads that were kept before a moment, and return how many."""
        found = self.files.find(f"{self.root}/files", detail=True)
        old = [path for path, about in found.items() if _written(about) < before.timestamp()]
        for path in old:
            self.files.rm_file(path)
        return len(old)


def _written(about: Mapping[str, Any]) -> float:
    """Return when a file was written, whatever its file system calls that."""
    said = about.get("mtime") or about.get("LastModified") or about.get("last_modified")
    return said.timestamp() if isinstance(said, datetime) else float(said or "inf")
