"""The OGC's own OpenAPI documents, to hold bodies against."""

from __future__ import annotations

import copy
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft4Validator
from jsonschema.exceptions import ValidationError

DATA = Path(os.environ.get("CITYBRICKS_DATA", Path(__file__).parents[3] / "shared" / "data"))
"""Folder with ``kernel/api-processes10.yaml``, which is not ours to ship."""


@dataclass(frozen=True)
class Official:
    """The schemas of an OpenAPI 3.0 document, which are close to JSON Schema draft 4."""

    document: dict[str, Any]

    def faults(self, name: str, body: Any) -> list[str]:
        """Return what is wrong with a body that is to fit the schema `name`."""
        schema = {"$ref": f"#/components/schemas/{name}", "components": self.document["components"]}
        return [_said(error) for error in Draft4Validator(schema).iter_errors(body)]

    def check(self, name: str, body: Any) -> None:
        """Check that a body fits the schema `name`."""
        assert self.faults(name, body) == []

    def unambiguous(self) -> Official:
        """Return the document with a known fault of its ``results`` repaired.

        An ``inputValueNoObject`` must fit exactly one of string and base64 string, of number and
        integer; so no string and no integer fits (opengeospatial/ets-ogcapi-processes10#54). The
        2.0 schemas say ``anyOf``.
        """
        document = copy.deepcopy(self.document)
        value = document["components"]["schemas"]["inputValueNoObject"]
        value["anyOf"] = value.pop("oneOf")
        return Official(document)


def _said(error: ValidationError) -> str:
    return f"{error.json_path}: {error.message[:200]}"


def _text(name: str) -> str:
    path = DATA / "kernel" / name
    if not path.exists():
        pytest.skip(f"{path} is not here; CITYBRICKS_DATA says where the data folder is")
    return path.read_text(encoding="utf-8")


@cache
def ogc10() -> Official:
    """Return the document that the CITE suite for 1.0 uses."""
    return Official(yaml.safe_load(_text("api-processes10.yaml")))


@cache
def ogc20() -> Official:
    """Return the document of the 2.0 release candidate."""
    return Official(json.loads(_text("ogcapi-processes-2.0rc1.bundled.json")))


def abstract_tests() -> list[str]:
    """Return the ids of the abstract tests of 1.0, one for each row."""
    rows = _text("ogcapi-processes-1.0-ats.csv").splitlines()[1:]
    return [row.split(",")[2] for row in rows]
