"""Show texts in the reader's language, or in the one they were written in."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.content.field import as_text
from citybricks.network.content.naming import language_name
from citybricks.network.content.prose import prose
from citybricks.network.content.text import Shown, State, Text

register = template.Library()

BADGES = {
    State.OUTDATED: gettext_lazy("Translation of an earlier version"),
    State.MACHINE: gettext_lazy("Machine translation"),
}


def _shown(context: template.Context, text: Text | None) -> Shown:
    return as_text(text).shown(str(context.get("language", "en")))


def _lang(context: template.Context, shown: Shown) -> SafeString:
    """Mark words in another language than the page's."""
    if shown.language == context.get("language"):
        return SafeString()
    return format_html(' lang="{}" dir="auto"', shown.language)


@register.simple_tag(takes_context=True)
def said(context: template.Context, text: Text | None) -> SafeString:
    """Show a text of one line."""
    shown = _shown(context, text)
    mark = _lang(context, shown)
    return (
        format_html("<span{}>{}</span>", mark, shown.text)
        if mark
        else format_html("{}", shown.text)
    )


@register.simple_tag(takes_context=True)
def told(context: template.Context, text: Text | None) -> SafeString:
    """Show a text of several paragraphs, with a badge where it is not what the reader asked for."""
    shown = _shown(context, text)
    body = prose(shown.text)
    return format_html("{}<div{}>{}</div>", _badge(context, shown), _lang(context, shown), body)


@register.simple_tag(takes_context=True)
def text_badge(context: template.Context, text: Text | None) -> SafeString:
    """Say how the reader's version came to be, where it is not simply a translation."""
    return _badge(context, _shown(context, text))


def _badge(context: template.Context, shown: Shown) -> SafeString:
    words = str(BADGES.get(shown.state, ""))
    if shown.state == State.UNTRANSLATED:
        name = language_name(shown.language, str(context.get("language", "en")))
        words = _("Original shown: %(language)s") % {"language": name}
    return format_html('<p class="badge">{}</p>', words) if words else SafeString()


@register.filter
def plain(text: Text | None, language: str) -> str:
    """Return a text for an attribute or a title."""
    return as_text(text).shown(language).text


@register.simple_tag(takes_context=True)
def language_named(context: template.Context, tag: str) -> str:
    """Name a language in the reader's."""
    return language_name(tag, str(context.get("language", "en")))
