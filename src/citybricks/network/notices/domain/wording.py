"""What notices say, in a reader's language."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from citybricks.network.content.field import as_text
from citybricks.network.notices.models import Notice

_wordings: dict[str, str | Promise] = {}


def register(kind: str, wording: str | Promise) -> None:
    """Say how a kind of notice is worded: lazily translated, with ``%(name)s`` of arguments."""
    _wordings[kind] = wording


def is_known(kind: str) -> bool:
    """Whether a wording is registered."""
    return kind in _wordings


def said(notice: Notice, language: str) -> str:
    """Return a notice as plain text."""
    shown = {name: _plain(value, language) for name, value in notice.arguments.items()}
    return _worded(notice, language) % shown


def told(notice: Notice, language: str) -> SafeString:
    """Return a notice as HTML, with the language of what is in another than the reader's."""
    worded = conditional_escape(_worded(notice, language))
    shown = {name: _marked(value, language) for name, value in notice.arguments.items()}
    return SafeString(worded % shown)  # every part of it is escaped


def _worded(notice: Notice, language: str) -> str:
    with translation.override(language.lower()):
        return str(_wordings.get(notice.kind, notice.kind.replace("%", "%%")))


def _plain(value: Any, language: str) -> str:
    return as_text(value).shown(language).text if isinstance(value, dict) else str(value)


def _marked(value: Any, language: str) -> str:
    if not isinstance(value, dict):
        return str(conditional_escape(str(value)))
    shown = as_text(value).shown(language)
    if shown.language == language:
        return str(conditional_escape(shown.text))
    return format_html('<span lang="{}" dir="auto">{}</span>', shown.language, shown.text)
