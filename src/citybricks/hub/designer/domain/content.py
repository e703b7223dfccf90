"""What a document may hold: JSON that every database and every reader takes, and not too much."""

from __future__ import annotations

import json
import math
from typing import Any

from django.utils.translation import gettext as _

from citybricks.hub.designer.domain.refusal import RefusedError
from citybricks.kernel.document import Document

VALUE_BYTES = 256_000
"""A value that is part of a blueprint is no larger; larger tables are inputs of the blueprint."""
DOCUMENT_BYTES = 1_000_000
"""A blueprint is no larger."""
_DEPTH = 40
"""Values are nested no deeper."""


def storable(value: Any, depth: int = 0) -> Any:
    """Return a JSON value as every database keeps it: numbers finite, text legible."""
    if depth > _DEPTH:
        raise RefusedError(_("A value is nested too deep."))
    if isinstance(value, dict):
        return {storable(str(key)): storable(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [storable(item, depth + 1) for item in value]
    if isinstance(value, str):
        legible = value.encode("utf-8", "replace").decode()
        return legible.replace("\0", "\N{REPLACEMENT CHARACTER}")
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def checked_value(value: Any) -> Any:
    """Return a value that may be part of a blueprint.

    Raises
    ------
    RefusedError
        When it is too large.
    """
    plain = storable(value)
    size = len(json.dumps(plain, ensure_ascii=False).encode())
    if size > VALUE_BYTES:
        message = _(
            "A value of a blueprint may have at most %(limit)s kB, and this has %(size)s kB."
            " Make it an input of the blueprint instead: then it is given at each run."
        )
        raise RefusedError(message % {"limit": VALUE_BYTES // 1000, "size": -(-size // 1000)})
    return plain


def checked(document: Document) -> dict[str, Any]:
    """Return a document as it is kept.

    Raises
    ------
    RefusedError
        When it is too large.
    """
    content: dict[str, Any] = storable(document.json_document())
    size = len(json.dumps(content, ensure_ascii=False).encode())
    if size > DOCUMENT_BYTES:
        message = _("A blueprint may have at most %(limit)s kB, and this has %(size)s kB.")
        raise RefusedError(message % {"limit": DOCUMENT_BYTES // 1000, "size": -(-size // 1000)})
    return content
