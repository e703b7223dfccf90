"""Why two items fit, as data: shared terms, closest sentences, shared facets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from citybricks.methods.matching.documents import Item
from citybricks.methods.matching.embedding import Array
from citybricks.methods.matching.pool import Entry, Pool, Query
from citybricks.methods.matching.prose import sentences
from citybricks.methods.matching.structure import Reason, shared
from citybricks.methods.matching.words import meanings, words_of

TERMS = 6
"""Shared terms that are told."""
SENTENCES = 5
"""Sentences of a text that are compared with those of another."""
CLOSE = 0.3
"""Similarity from which two sentences are told as being close."""
_LONGEST = 400
Side = tuple[str, list[str]]
"""A language and sentences in it."""


def reasons_for(
    item: Item, pool: Pool, queries: Sequence[Query], entries: Sequence[int]
) -> list[tuple[Reason, ...]]:
    """Return why entries of the pool fit an item; none for -1.

    ``terms`` holds shared words as written on either side, with what CC-CEDICT says of Chinese
    ones; ``sentences`` the closest pair with both languages; the others what :func:`shared` finds.
    """
    close = _closest(pool, queries, [pool.entries[number] for number in entries if number >= 0])
    told: list[tuple[Reason, ...]] = []
    for number in entries:
        if number < 0:
            told.append(())
            continue
        entry, other = pool.entries[number], pool.items[pool.item_of_entry[number]]
        pair = close.get(entry.document.key)
        words = shared_terms(pool, queries, entry)
        texts = [Reason(kind="terms", arguments={"terms": words})] if words else []
        texts += [pair] if pair else []
        told.append((*texts, *shared(item.facets, other.facets)))
    return told


def shared_terms(pool: Pool, queries: Sequence[Query], entry: Entry) -> list[dict[str, object]]:
    """Return words that both sides share, the rarest first: ``sought``, ``found``, ``gloss``."""
    there = words_of(entry.document.text, entry.language)
    rarity = pool.rarity(entry.language)
    pairs: dict[tuple[str, str], float] = {}
    for query in queries:
        here = words_of(query.text, entry.language)
        for term in here.keys() & there.keys():
            pair = here[term], there[term]
            pairs[pair] = max(pairs.get(pair, 0.0), rarity(term))
    best = sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:TERMS]
    return [
        {"sought": sought, "found": found, "gloss": meanings(sought) or meanings(found)}
        for sought, found in best
    ]


def _closest(pool: Pool, queries: Sequence[Query], entries: Sequence[Entry]) -> dict[str, Reason]:
    """Return the closest pair of sentences for each document, all embedded at once."""
    if not pool.embedders or not queries:
        return {}
    sought = [(query.language, _few(query.text)) for query in queries]
    found = [(entry.language, _few(entry.document.text)) for entry in entries]
    rows = _embedded(pool, [*sought, *found])
    pairs = {}
    for entry, side in zip(entries, found, strict=True):
        options = list(_pairs(rows, sought, side))
        best = max(options, key=lambda pair: pair[0], default=None)
        if best and best[0] >= CLOSE:
            pairs[entry.document.key] = best[1]
    return pairs


def _pairs(
    rows: Mapping[tuple[str, str], Array], sought: Sequence[Side], side: Side
) -> Iterator[tuple[float, Reason]]:
    language, there = side
    for own, here in sought:
        for one in here:
            for other in there:
                alike = float(rows[own, one] @ rows[language, other])
                arguments = {
                    "sought": one,
                    "sought_language": own,
                    "found": other,
                    "found_language": language,
                    "similarity": round(alike, 3),
                }
                yield alike, Reason(kind="sentences", arguments=arguments)


def _embedded(pool: Pool, sides: Sequence[Side]) -> dict[tuple[str, str], Array]:
    """Return centred vectors of sentences by the last of the models, which is the fast one."""
    model = pool.embedders[-1]
    keys = list(dict.fromkeys((language, text) for language, texts in sides for text in texts))
    rows = model.passages([text for _, text in keys])
    centred = pool.centring.centred
    return {
        key: centred(model.name, "query", key[0], row[None])[0]
        for key, row in zip(keys, np.asarray(rows), strict=True)
    }


def _few(text: str) -> list[str]:
    return [sentence[:_LONGEST] for sentence in sentences(text)[:SENTENCES]]
