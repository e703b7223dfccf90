"""Labels in both languages, for what is printed."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import override

from citybricks.network.content.text import Text
from citybricks.network.gatherings.fair.agenda.words import LABELS

register = template.Library()


@register.simple_tag
def both(key: str) -> SafeString:
    """Say a label in Chinese and in English."""
    with override("zh-hans"):
        zh = str(LABELS[key])
    with override("en"):
        en = str(LABELS[key])
    return _pair(zh, en)


@register.simple_tag
def text_in_both(text: Text) -> SafeString:
    """Show a text in Chinese and in English, once where they are the same."""
    return _pair(text.shown("zh-Hans").text, text.shown("en").text)


@register.simple_tag
def member_in_both(member: Any) -> SafeString:
    """Name a member in Chinese and in English."""
    return _pair(member.name_in("zh-Hans"), member.name_in("en"))


def _pair(zh: str, en: str) -> SafeString:
    if zh == en:
        return format_html('<span lang="en">{}</span>', en)
    return format_html('<span lang="zh-Hans">{}</span> <span lang="en">{}</span>', zh, en)
