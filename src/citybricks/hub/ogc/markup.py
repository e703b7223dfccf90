"""Documents as HTML: every value in a definition list, every address a link."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_EMPTY = SafeString("–")


def written(value: Any) -> SafeString:
    """Write a JSON value: objects as definition lists, arrays as lists."""
    match value:
        case Mapping() if value:
            return _definitions(value)
        case list() if value:
            return _listed(value)
        case bool():
            return SafeString("true" if value else "false")
        case None | {} | []:
            return _EMPTY
        case str() if value.startswith(("http://", "https://")):
            return format_html('<a href="{}" rel="noreferrer">{}</a>', value, value)
    return format_html("{}", value)


def spoken(text: str) -> SafeString:
    """Write a text of the API definition: its paragraphs, code and strong words."""
    safe = re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text.strip()))
    safe = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", safe)
    return mark_safe(safe.replace("\n\n", "</p><p>"))  # noqa: S308 - escaped above


def _definitions(value: Mapping[str, Any]) -> SafeString:
    pairs = (
        (name, _folded(inner) if name == "schema" else written(inner))
        for name, inner in value.items()
    )
    rows = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", pairs)
    return format_html('<dl class="facts">{}</dl>', rows)


def _folded(schema: Any) -> SafeString:
    """Write a schema: first its kind, the rest for who asks for it."""
    if not isinstance(schema, Mapping):
        return written(schema)
    kind = str(schema.get("type", "JSON Schema"))
    return format_html("<details><summary>{}</summary>{}</details>", kind, written(schema))


def _listed(value: list[Any]) -> SafeString:
    if not any(isinstance(one, Mapping | list) for one in value):
        return format_html_join(", ", "{}", ((written(one),) for one in value))
    rows = format_html_join("", "<li>{}</li>", ((written(one),) for one in value))
    return format_html("<ul>{}</ul>", rows)
