"""Blueprints as OGC nested processes, where the kernel can write and read them."""

from __future__ import annotations

import importlib
from importlib.util import find_spec
from typing import Any

from citybricks.kernel.document import Document

_MODULE = "citybricks.kernel.nested"


def speaks_part_3() -> bool:
    """Whether blueprints can be written as nested processes here."""
    return find_spec(_MODULE) is not None


def nested(document: Document, base_url: str) -> dict[str, Any]:
    """Write a document as a nested process."""
    found: dict[str, Any] = importlib.import_module(_MODULE).nested(document, base_url)
    return found


def document_of_nested(said: dict[str, Any]) -> Document:
    """Read a document from a nested process."""
    found: Document = importlib.import_module(_MODULE).document_of_nested(said)
    return found
