"""Why things fit, and why others do not, in the words of whoever reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from citybricks.network.content.naming import country_name, language_name
from citybricks.network.exchange.vocabulary import Partnership, Type
from citybricks.network.vocabulary import FIELDS


@dataclass(frozen=True, slots=True)
class Term:
    """A word on both sides, and what it means where they differ."""

    sought: str
    found: str
    gloss: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in its language."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Said:
    """A reason in words.

    Parameters
    ----------
    kind
        What it is about, such as ``terms``, ``sentences``, ``targets``.
    text
        The reason; empty where terms or sentences say it.
    """

    kind: str
    text: str = ""
    terms: tuple[Term, ...] = ()
    sentences: tuple[Sentence, ...] = ()


Arguments = Mapping[str, Any]
_names: Mapping[str, Callable[[str, str], str]] = MappingProxyType(
    {
        "types": lambda key, _language: _label(Type, key),
        "partnerships": lambda key, _language: _label(Partnership, key),
        "fields": FIELDS.name,
        "regions": country_name,
        "countries": country_name,
        "languages": language_name,
    }
)


def _label(choices: type[Type | Partnership], key: str) -> str:
    return str(choices(key).label) if key in choices.values else key


def why(reasons: Iterable[Arguments], language: str) -> list[Said]:
    """Return why something fits, told of the versions in a language where there are such."""
    told = list(reasons)
    chosen = _version([str(one["language"]) for one in told if one.get("language")], language)
    return [_why(one, language) for one in told if one.get("language", chosen) in {"", chosen}]


def _version(there: list[str], language: str) -> str:
    """Return the language of the versions a reader is told of, English where theirs is missing."""
    wished = language.partition("-")[0]
    return next((tag for tag in (wished, "en") if tag in there), there[0] if there else "")


def _why(reason: Arguments, language: str) -> Said:
    kind = str(reason["kind"])
    if kind == "terms":
        return Said(kind, terms=tuple(map(_term, reason["terms"])))
    if kind == "sentences":
        sought = Sentence(reason["sought"], reason["sought_language"])
        return Said(kind, sentences=(sought, Sentence(reason["found"], reason["found_language"])))
    return Said(kind, _shared(kind, reason, language))


def _term(term: Arguments) -> Term:
    gloss = term.get("gloss") or ""
    said = "; ".join(gloss[:2]) if isinstance(gloss, list) else str(gloss)
    return Term(str(term["sought"]), str(term["found"]), said)


def _shared(kind: str, reason: Arguments, language: str) -> str:
    values = _listed(kind, reason.get("shared") or (), language)
    said = {
        "types": _("Both are about: %(values)s"),
        "targets": _("Shared SDG targets: %(values)s"),
        "fields": _("Shared fields: %(values)s"),
        "partnerships": _("Partnership that both seek: %(values)s"),
        "languages": _("Language that both speak: %(values)s"),
        "regions": _("Where a partner is sought: %(values)s"),
        "trl": _("The technology is as ready as it is sought"),
    }
    return said.get(kind, kind) % {"values": values}


def why_not(reasons: Iterable[Arguments], language: str) -> str:
    """Return why something was left out, in a language."""
    return " ".join(_why_not(reason, language) for reason in reasons)


def _why_not(reason: Arguments, language: str) -> str:
    kind = str(reason["kind"])
    if kind == "owner":
        return _("Three others of the same member are shown already.")
    if kind == "trl":
        return _trl(reason)
    asked = {
        "types": _("Asked for is %(wished)s; it is %(has)s."),
        "targets": _("Asked for are the SDG targets %(wished)s; it has %(has)s."),
        "fields": _("Asked for is the field %(wished)s; it is in %(has)s."),
        "countries": _("Asked for is %(wished)s; it is in %(has)s."),
        "partnerships": _("Asked for is %(wished)s; it seeks %(has)s."),
        "languages": _("Asked for is %(wished)s; its owner speaks %(has)s."),
    }
    values = {
        name: _listed(kind, reason.get(name) or (), language) or _("not stated")
        for name in ("wished", "has")
    }
    return asked.get(kind, kind) % values


def _trl(reason: Arguments) -> str:
    wished, has = reason.get("wished") or (), reason.get("has")
    asked = "–".join(map(str, wished))
    if not has:
        return _("Asked for is TRL %(wished)s; it states none.") % {"wished": asked}
    there = "–".join(map(str, dict.fromkeys(has)))
    return _("Asked for is TRL %(wished)s; it is at %(has)s.") % {"wished": asked, "has": there}


def _listed(kind: str, values: Iterable[str], language: str) -> str:
    name = _names.get(kind)
    return _(", ").join(name(str(one), language) if name else str(one) for one in values)
