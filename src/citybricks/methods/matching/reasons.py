"""Why two items fit, as data: shared terms, closest sentences, shared facets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
_FIRST, _MOST = ("en", "zh"), 3
"""Languages in which versions are compared before others, and in how many at most."""
Side = tuple[str, list[str]]
"""A language and sentences in it."""


def reasons_for(
    item: Item, pool: Pool, queries: Sequence[Query], entries: Sequence[int]
) -> list[tuple[Reason, ...]]:
    """Return why entries of the pool fit an item; none for -1.

    ``terms`` holds shared words as written on either side, with what CC-CEDICT says of Chinese
    ones; ``sentences`` the closest pair with both languages; the others what :func:`shared` finds.
    What both sides say in the same languages is compared in each of these, so that readers are told
    in theirs (``language``); only where they share none, across languages.
    """
    chosen = [pool.item_of_entry[number] if number >= 0 else -1 for number in entries]
    compared = [_compared(pool, queries, number) for number in entries]
    close = _closest(pool, [pair for pairs in compared for pair in pairs])
    told: list[tuple[Reason, ...]] = []
    for number, pairs in zip(chosen, compared, strict=True):
        texts = [reason for pair in pairs for reason in _texts(pool, pair, close)]
        facets = shared(item.facets, pool.items[number].facets) if number >= 0 else ()
        told.append((*texts, *facets))
    return told


@dataclass(frozen=True, slots=True)
class _Pair:
    """What is sought and what is found, in one language where both have it."""

    queries: tuple[Query, ...]
    entry: Entry
    language: str = ""


def _compared(pool: Pool, queries: Sequence[Query], number: int) -> list[_Pair]:
    """Return the versions to compare: by language where both sides have one, else the best."""
    if number < 0 or not queries:
        return []
    same = np.flatnonzero(pool.item_of_entry == pool.item_of_entry[number])
    there = {pool.entries[one].language: pool.entries[one] for one in reversed(same)}
    here = {query.language: query for query in reversed(queries)}
    common = sorted(set(here) & set(there) - {""}, key=lambda tag: (tag not in _FIRST, tag))
    if not common:
        return [_Pair(tuple(queries), pool.entries[number])]
    return [_Pair((here[tag],), there[tag], tag) for tag in common[:_MOST]]


def _texts(pool: Pool, pair: _Pair, close: Mapping[int, Reason]) -> Iterator[Reason]:
    if words := shared_terms(pool, pair.queries, pair.entry):
        yield Reason(kind="terms", arguments={"terms": words, "language": pair.language})
    if found := close.get(id(pair)):
        yield found


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


def _closest(pool: Pool, pairs: Sequence[_Pair]) -> dict[int, Reason]:
    """Return the closest sentences of each pair, all embedded at once."""
    if not pool.embedders or not pairs:
        return {}
    sides = [
        ([(query.language, _few(query.text)) for query in pair.queries], _side(pair.entry))
        for pair in pairs
    ]
    rows = _embedded(pool, [side for here, there in sides for side in (*here, there)])
    found = {}
    for pair, (here, there) in zip(pairs, sides, strict=True):
        best = max(_pairs(rows, here, there), key=lambda option: option[0], default=None)
        if best and best[0] >= CLOSE:
            arguments = {**best[1], "language": pair.language}
            found[id(pair)] = Reason(kind="sentences", arguments=arguments)
    return found


def _side(entry: Entry) -> Side:
    return entry.language, _few(entry.document.text)


def _pairs(
    rows: Mapping[tuple[str, str], Array], sought: Sequence[Side], side: Side
) -> Iterator[tuple[float, dict[str, object]]]:
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
                yield alike, arguments


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
