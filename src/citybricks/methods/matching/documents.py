"""What is matched: items with their texts in one or more languages, and their facets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from citybricks.methods.matching.languages import language_of, primary
from citybricks.methods.matching.prose import beginning, plain

Kind = Literal["need", "offer", "brick", "member"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One language version of what is written about an item.

    Parameters
    ----------
    key
        What the caller knows this version by, such as ``"offer/17/zh-Hans"``.
    language
        BCP 47 tag as stated by who wrote it; empty where nobody said.
    title, summary, body
        Plain text or HTML; the summary in about 60 words.
    """

    key: str
    language: str
    title: str
    summary: str = ""
    body: str = ""

    @property
    def head(self) -> str:
        """Title and summary without markup; for want of a summary, how the body begins."""
        summary = plain(self.summary) or beginning(plain(self.body))
        return plain(f"{self.title}\n{summary}")

    @property
    def text(self) -> str:
        """All of it without markup."""
        return plain(f"{self.title}\n{self.summary}\n{self.body}")

    @property
    def primary_language(self) -> str:
        """Primary subtag of the language: what was stated, else what is recognised, else empty."""
        return primary(self.language) or language_of(self.text) or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What is known of an item besides its words; empty where nothing is.

    Parameters
    ----------
    types
        Kinds of exchange, such as ``technology`` or ``talent``.
    targets
        SDG targets, such as ``11.2``.
    fields
        Fields of city life, such as ``port`` or ``public_security``.
    regions
        ISO 3166-1 alpha-2 codes of where partners are sought, or may be.
    countries
        ISO 3166-1 alpha-2 codes of where the item itself is.
    trl
        Least and greatest technology readiness level, 1 to 9 [1]_.
    partnerships
        Forms sought, such as ``pilot`` or ``licence``.
    languages
        BCP 47 tags of the languages the owner can work in.

    References
    ----------
    .. [1] ISO 16290:2013, Definition of the Technology Readiness Levels.
    """

    types: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    trl: tuple[int, int] | None = None
    partnerships: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A need, an offer, a brick or a member, with all language versions of its text.

    Parameters
    ----------
    key
        What the caller knows the item by.
    owner
        Key of the member whose item it is; items of one owner do not fill a list.
    """

    key: str
    kind: Kind
    owner: str
    documents: tuple[Document, ...]
    facets: Facets = field(default_factory=Facets)
