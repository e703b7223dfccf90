"""The inputs of a finished run, as a form can show them again."""

from __future__ import annotations

import json
from typing import Any

from citybricks.kernel.store import Folder
from citybricks.types.files import PARQUET, File


def restored(folder: Folder) -> dict[str, Any]:
    """Return the inputs of a run as a document, with a file for each table.

    Raises
    ------
    NoSuchRun
        When they are not in the run store any more.
    """
    document: dict[str, Any] = json.loads(folder.read("inputs.json"))
    return {name: _with_files(name, value, folder) for name, value in document.items()}


def _with_files(name: str, value: Any, folder: Folder) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"table"}:
            content = folder.read(f"tables/{value['table']}.parquet")
            return File(content, PARQUET, f"{name}.parquet")
        return {key: _with_files(key, item, folder) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_files(name, item, folder) for item in value]
    return value
