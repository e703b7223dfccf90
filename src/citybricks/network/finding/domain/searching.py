"""One search over everything, in any language."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from citybricks.methods.matching import searching
from citybricks.methods.matching.documents import Kind
from citybricks.methods.matching.languages import language_of, primary
from citybricks.methods.matching.pool import Pool
from citybricks.methods.matching.searching import SNIPPET, Hit
from citybricks.network.content.text import Text
from citybricks.network.finding.domain.marking import (
    Marks,
    Part,
    best_sentence,
    marked,
    marked_as_typed,
)
from citybricks.network.finding.domain.pooling import keeper
from citybricks.network.finding.domain.readiness import is_getting_ready
from citybricks.network.finding.domain.written import written
from citybricks.network.finding.embedders import is_away
from citybricks.network.finding.models import Entry

LONGEST = 500
"""Characters of a query that are read."""
KINDS: tuple[Kind, ...] = ("brick", "offer", "need", "member")
_REMEMBERED = 100
"""Searches of a pool whose hits are kept, for further pages and counts of the same search."""
_lately: WeakKeyDictionary[Pool, dict[tuple[object, ...], list[Hit]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A thing that was found, as a list shows it.

    Parameters
    ----------
    owner
        Name of the member whose it is; None where it is nobody's, or the member itself.
    language
        BCP 47 tag of the version that fits best.
    snippet
        What it says about what is sought, in that language, in parts that are found words or not.
    by_meaning
        Whether no word is shared.
    """

    key: str
    kind: str
    url: str
    title: Text
    summary: Text
    owner: Text | None
    language: str
    snippet: tuple[Part, ...]
    score: float
    by_meaning: bool


def search(text: str, language: str = "", kinds: Collection[Kind] = (), k: int = 20) -> list[Found]:
    """Return public things that have the words of a text or mean much the same, best first.

    Parameters
    ----------
    text
        What was typed; of more than `LONGEST` characters, the first are read.
    language
        BCP 47 tag of the reader, taken for the text's where that cannot be told.
    kinds
        What to look for; everything by default.
    k
        How many at most.
    """
    return shown(text, hits(text, language, kinds, k), language)


def is_searchable(text: str) -> bool:
    """Whether there is a letter or a digit in what was typed."""
    return any(character.isalnum() for character in text[:LONGEST])


def hits(text: str, language: str = "", kinds: Collection[Kind] = (), k: int = 20) -> list[Hit]:
    """Return what the pool finds, without what is not public; words alone until it is there."""
    text = text[:LONGEST].strip()
    if not is_searchable(text):
        return []
    if is_getting_ready():
        return written(text, kinds, k)
    kept = keeper()
    pool, hidden = kept.current(), kept.hidden
    told = language_of(text) or primary(language) or None
    found = _found_in(pool, text, k + len(hidden), tuple(kinds), told)
    return [hit for hit in found if hit.key not in hidden][:k]


def _found_in(
    pool: Pool, text: str, k: int, kinds: tuple[Kind, ...], language: str | None
) -> list[Hit]:
    known, asked = _lately.setdefault(pool, {}), (text, k, kinds, language)
    if asked in known:
        return known[asked]
    found = searching.search(text, pool, k, kinds, language=language)
    if not is_away():
        if len(known) >= _REMEMBERED:
            known.clear()
        known[asked] = found
    return found


def shown(text: str, found: list[Hit], language: str = "") -> list[Found]:
    """Return hits with what lists show, in their order; what is gone meanwhile is left out.

    Parameters
    ----------
    language
        BCP 47 tag of the reader: a version in it is quoted, where there is one.
    """
    keys = [hit.key for hit in found]
    entries = {
        entry.key: entry for entry in Entry.objects.filter(key__in=keys, gone=False, public=True)
    }
    owners = _owners(entries.values())
    marks = marked_as_typed if is_getting_ready() else marked
    return [
        _found(text, hit, entries[hit.key], language, owners, marks)
        for hit in found
        if hit.key in entries
    ]


def _owners(entries: Collection[Entry]) -> dict[str, Text]:
    """Return the names of members by their short names."""
    keys = {f"member:{entry.owner}" for entry in entries if entry.kind != "member"}
    rows = Entry.objects.filter(key__in=keys, gone=False, public=True)
    return {key.partition(":")[2]: title for key, title in rows.values_list("key", "title")}


def _found(
    text: str, hit: Hit, entry: Entry, reader: str, owners: dict[str, Text], marks: Marks
) -> Found:
    quoted, language = _quoted(text, hit, entry, reader, marks)
    return Found(
        key=entry.key,
        kind=entry.kind,
        url=entry.url,
        title=entry.title,
        summary=entry.summary,
        owner=owners.get(entry.owner) if entry.kind != "member" else None,
        language=language,
        snippet=tuple(marks(quoted, text, primary(language))),
        score=hit.score,
        by_meaning=hit.written == 0,
    )


def _quoted(text: str, hit: Hit, entry: Entry, reader: str, marks: Marks) -> tuple[str, str]:
    """Return a sentence of the reader's version, else of the one that fits best; its language."""
    versions = {one["key"]: one for one in entry.documents}
    best = versions.get(hit.document, {})
    language = best.get("language") or hit.language
    own = next((one for one in entry.documents if one["language"] == reader), None)
    if own and own is not best:
        said = f"{own['summary']}\n{own['body']}"
        return best_sentence(said, text, primary(reader), marks)[:SNIPPET], reader
    if marks is marked_as_typed:
        said = f"{best.get('summary', '')}\n{best.get('body', '')}"
        return best_sentence(said, text, primary(language), marks)[:SNIPPET], language
    snippet = hit.snippet
    if snippet.strip() in {one["title"].strip() for one in entry.documents}:
        return best_sentence(best.get("summary", ""), text, primary(language))[:SNIPPET], language
    return snippet, language
