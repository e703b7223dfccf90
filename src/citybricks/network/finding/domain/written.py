"""Find what is written, by the database alone: while the pool is being read."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from citybricks.methods.matching.languages import primary
from citybricks.methods.matching.searching import Hit
from citybricks.network.finding.domain.marking import typed_words
from citybricks.network.finding.models import Entry

_READ = 1_000
"""Entries that are compared at most."""
_IN_TITLE = 0.5
"""What a word in the title counts more."""
_NEAR_BEST = 0.5
"""Share of the best score from which an entry is shown."""


def written(text: str, kinds: Collection[str] = (), k: int = 20) -> list[Hit]:
    """Return public things in which the words of a text stand as they were typed, best first."""
    words = typed_words(text)
    if not words:
        return []
    found = Entry.objects.filter(gone=False, public=True)
    if kinds:
        found = found.filter(kind__in=kinds)
    rows = found.alias(said=Cast("documents", TextField())).filter(_any(words))
    hits = [
        _hit(key, documents, words)
        for key, documents in rows.values_list("key", "documents")[:_READ]
    ]
    best = max((hit.score for hit in hits), default=0.0)
    near = [hit for hit in hits if hit.score and hit.score >= best * _NEAR_BEST]
    return sorted(near, key=lambda hit: -hit.score)[:k]


def _any(words: Iterable[str]) -> Q:
    """Return the condition that one of the words stands there, as JSON keeps it."""
    spelt = {form for word in words for form in (word, word.capitalize(), word.upper())}
    spelt |= {json.dumps(form)[1:-1] for form in spelt}  # as SQLite has it
    return reduce(or_, (Q(said__icontains=form) for form in sorted(spelt)))


def _hit(key: str, documents: Iterable[dict[str, str]], words: list[str]) -> Hit:
    return max((_scored(key, one, words) for one in documents), key=lambda hit: hit.score)


def _scored(key: str, document: dict[str, str], words: list[str]) -> Hit:
    title = document["title"].casefold()
    said = f"{title}\n{document['summary']}\n{document['body']}".casefold()
    share = sum(word in said for word in words) / len(words)
    named = sum(word in title for word in words) / len(words)
    return Hit(
        key=key,
        score=share + _IN_TITLE * named,
        document=document["key"],
        language=primary(document["language"]),
        text=said,
        sought=" ".join(words),
        written=share,
    )
