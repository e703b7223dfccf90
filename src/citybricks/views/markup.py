"""HTML and SVG elements whose text is always escaped."""

from __future__ import annotations

import json
import re
from typing import Any

from markupsafe import Markup, escape

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
ID = Markup("\ufdd0")
"""Stands for a block's own id until the page it is on gives it one; no text contains it."""
TITLE, NOTE = ID + "-title", ID + "-note"
"""Ids of the texts that name and describe a block."""
_VOID = frozenset({"br", "hr", "img", "meta", "link"})


def clean(value: object) -> str:
    """Return the text of a value without the characters that HTML and XML forbid."""
    return _FORBIDDEN.sub("\ufffd", str(value))


def text(value: object) -> Markup:
    """Escape the text of a value; markup stays as it is."""
    return value if isinstance(value, Markup) else escape(clean(value))


def join(children: Any) -> Markup:
    """Put pieces of text and markup behind each other; None is nothing."""
    return Markup("").join(text(child) for child in children if child is not None)


def tag(name: str, /, *children: object, **attributes: object) -> Markup:
    """Make an element.

    Parameters
    ----------
    name
        Name of the element.
    children
        Texts, which are escaped, and markup, which is not; None is left out.
    attributes
        ``class_`` is written ``class``, ``stroke_width`` is written ``stroke-width``; None and
        False are left out, True is an attribute without a value.
    """
    opening = join((Markup("<"), name, _attributes(attributes), Markup(">")))
    if name in _VOID:
        return opening
    return join((opening, *children, Markup("</"), name, Markup(">")))


def _attributes(attributes: dict[str, object]) -> Markup:
    pieces = [
        Markup(' {}="{}"').format(name.rstrip("_").replace("_", "-"), text(value))
        if value is not True
        else Markup(" {}").format(name.rstrip("_").replace("_", "-"))
        for name, value in attributes.items()
        if value is not None and value is not False
    ]
    return join(pieces)


def data(value: Any, **attributes: object) -> Markup:
    """Embed a value as JSON for the page's scripts; no text in it can end the block."""
    written = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    safe = clean(written)
    for character in "<>&\u2028\u2029":
        safe = safe.replace(character, f"\\u{ord(character):04x}")
    return tag("script", Markup(safe), type="application/json", **attributes)  # noqa: S704 - escaped above
