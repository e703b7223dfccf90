"""Tags and filters of members' pages."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite

from babel.numbers import format_decimal, format_scientific
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from citybricks.kernel.translation import complete, translator
from citybricks.network.content.naming import country_name, language_name
from citybricks.network.content.text import Text
from citybricks.network.members.domain import image
from citybricks.network.members.domain.directory import Search, named
from citybricks.network.members.horizon import horizon
from citybricks.network.members.models import Fact, Member, Relation
from citybricks.network.vocabulary import FIELDS, GROUPS
from citybricks.views import assets
from citybricks.views.reader import Reader
from citybricks.views.units import WORDS, quantity, shown

register = template.Library()

_LEAST, _MOST = 1e-6, 1e15
"""Numbers between these are written without powers of ten."""


def _language(context: template.Context) -> str:
    return str(context.get("language", "en"))


@register.simple_tag(takes_context=True)
def name_of(context: template.Context, names: dict[str, str]) -> SafeString:
    """Show a name in the reader's language, or in the nearest there is, marked with its own."""
    return _marked(names, _language(context))


def _marked(names: dict[str, str], language: str) -> SafeString:
    name, tag = named(names, language)
    mark = SafeString() if tag == language else format_html(' lang="{}"', tag)
    return format_html('<span dir="auto"{}>{}</span>', mark, name)


@register.filter
def name_for(names: dict[str, str], language: str) -> str:
    """Return a name for an attribute or a title."""
    return named(names, language)[0]


@register.filter
def tag_of(text: Text, language: str) -> str:
    """Return the language in which readers of a language are shown a text."""
    return text.shown(language).language


@register.filter
def other_names(names: dict[str, str], language: str) -> list[image.Name]:
    """Return the names in other languages."""
    return image.other_names(names, language)


@register.simple_tag(takes_context=True)
def languages_named(context: template.Context, tags: Iterable[str]) -> str:
    """Name languages in the reader's."""
    language = _language(context)
    return _reader(language).listed(*(language_name(tag, language) for tag in tags))


@register.simple_tag(takes_context=True)
def country_of(context: template.Context, code: str) -> str:
    """Name a country or region in the reader's language."""
    return country_name(code, _language(context)) if code else ""


@register.simple_tag(takes_context=True)
def focus_named(context: template.Context, key: str) -> SafeString:
    """Name a focus field in the reader's language, or in the nearest there is."""
    return _marked(FIELDS.names(key), _language(context))


@register.simple_tag(takes_context=True)
def group_named(context: template.Context, key: str) -> SafeString:
    """Name a group in the reader's language, or in the nearest there is."""
    return _marked(GROUPS.names(key), _language(context))


@register.simple_tag
def kind_named(kind: str) -> str:
    """Name a kind of member."""
    return str(Member.Kind(kind).label)


@register.simple_tag
def state_named(state: str) -> str:
    """Name a standing."""
    return str(Member.State(state).label)


@register.filter
def goals_of(keys: list[str] | str) -> list[int]:
    """Return the goals that one or several focus fields serve."""
    return image.goals([keys] if isinstance(keys, str) else keys)


@register.simple_tag(takes_context=True)
def number_of(context: template.Context, value: float) -> str:
    """Write a number as the reader's language does."""
    return _written(value, _language(context))


@register.simple_tag(takes_context=True)
def value_of(context: template.Context, fact: Fact) -> str:
    """Write the value of a fact with its unit."""
    language = _language(context)
    # what is counted, the label says; only a few such words are known in every language
    counted = fact.unit.startswith("{") and fact.unit not in WORDS
    unit = "" if counted or not fact.unit else shown(fact.unit, _reader(language), fact.value)
    said = quantity(_written(fact.value, language), unit).replace("\xa0", " ")
    bounds = {">": _("more than %(value)s"), "<": _("less than %(value)s")}
    return bounds.get(fact.bound, "%(value)s") % {"value": said}


def _written(value: float, language: str) -> str:
    """Write a number with all its digits, or what is too long for them by powers of ten."""
    locale = language.replace("-", "_")
    if not isfinite(value):
        return "–"
    if value and not _LEAST <= abs(value) < _MOST:
        return str(format_scientific(value, locale=locale))
    return str(format_decimal(value, locale=locale, decimal_quantization=False))


def _reader(language: str) -> Reader:
    return Reader(translator(complete(language), assets.FOLDER.parent), language)


@register.simple_tag
def horizon_of(member: Member) -> SafeString:
    """Draw a member without a picture."""
    low = member.kind != Member.Kind.CITY
    return horizon(member.slug, member.fields, member.population, low=low)


@register.filter
def with_page(search: Search, number: int) -> str:
    """Return the query of another page of what was searched."""
    return f"{search.query}&page={number}".lstrip("&")


@register.filter
def with_kind(search: Search, kind: str) -> str:
    """Return the query of the same search for another kind."""
    return search.but(kind=kind).query


@register.filter
def with_view(search: Search, view: str) -> str:
    """Return the query of the same search in another view."""
    return search.but(view=view).query


@register.filter
def without_box(search: Search) -> str:
    """Return the query of the same search on the whole map."""
    return search.but(box="").query


@register.filter
def is_event(relation: Relation) -> bool:
    """Whether a relation was of one year, and did not begin with it."""
    return relation.kind in (Relation.Kind.DIALOGUE, Relation.Kind.PUBLICATION)
