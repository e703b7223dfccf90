"""What pages of rolls say of an error."""

from __future__ import annotations

from citybricks.network.content.naming import reader_language
from citybricks.services.voting.refusal import RefusedError


def said(error: RefusedError) -> str:
    """Return why something cannot be done, in the reader's language."""
    return error.zh if reader_language().startswith("zh") else error.en
