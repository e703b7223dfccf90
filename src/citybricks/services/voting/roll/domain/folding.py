"""How two ways to write the same number, name or address are known as one."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """Return a text as it is compared: NFKC and case folded, spaces made one (Unicode, UAX 15)."""
    once = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", once).split())
