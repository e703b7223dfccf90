"""What operations declare about their answers, for the API definition."""

from __future__ import annotations

from typing import Any

from citybricks.hub.ogc.schemas import Problem

GET = ["GET", "HEAD"]
"""Methods of operations that read."""


def problems(*codes: int) -> dict[int, type[Problem]]:
    """Declare the problems an operation may answer with, besides 400 and 500."""
    return dict.fromkeys((400, *codes, 500), Problem)


def contents(description: str, **forms: dict[str, Any]) -> dict[str, Any]:
    """Declare an answer that is no document: its media types, ``_`` for ``/``."""
    return {
        "description": description,
        "content": {
            form.replace("__", "/").replace("_", "-"): {"schema": schema}
            for form, schema in forms.items()
        },
    }
