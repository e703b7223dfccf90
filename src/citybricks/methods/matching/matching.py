"""Who fits: a need with offers and bricks, an offer with needs, with reasons for and against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.matching.documents import Item
from citybricks.methods.matching.embedding import Array
from citybricks.methods.matching.pool import Pool, Query
from citybricks.methods.matching.prose import LONGEST
from citybricks.methods.matching.reasons import reasons_for
from citybricks.methods.matching.structure import OPPOSITE, Reason, Wishes, features, refused
from citybricks.methods.matching.weights import Weights

OF_ONE_OWNER = 3
"""Items of one owner in each ten."""
_PAGE = 10
FAIR = 3.0
"""How many times as often as the others an owner may have been shown before it gives way."""
COMPARED = 500
"""Candidates whose facets are compared: those whose texts fit best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An item that fits, how well, by which component, and why.

    Parameters
    ----------
    score
        Log-odds; the sum of the components. Comparable within one list.
    features
        What the components were made from: to be kept with the answer to an interest.
    """

    key: str
    score: float
    components: Mapping[str, float]
    features: Mapping[str, float]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An item that is not in the list, and which wish or rule it does not meet."""

    key: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """The best first, what was left out, and what could not be used."""

    found: tuple[Match, ...]
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[Reason, ...] = field(default=())


def match(
    item: Item,
    pool: Pool,
    k: int = 10,
    wishes: Wishes | None = None,
    *,
    weights: Weights | None = None,
    shown: Mapping[str, int] | None = None,
) -> Matches:
    """Return the items of a pool that fit an item, at most three of an owner in each ten.

    Parameters
    ----------
    item
        What is to be served; need not be in the pool, and is never found itself.
    pool
        What may serve.
    k
        How many to return.
    wishes
        What is insisted on; everything else only adds or takes away.
    weights
        How much each component counts.
    shown
        How often items of each owner were shown lately. Who was shown more than three times as
        often as the mean of the others gives way to others that fit nearly as well.
    """
    wishes, weights = wishes or Wishes(), weights or Weights()
    queries = pool.about(item)
    candidates, left_out = _candidates(item, pool, wishes)
    best = _Texts.of(pool, queries, weights)
    nearest = _nearest(candidates, best, max(COMPARED, 10 * k))
    ranked = _ranked(item, pool, nearest, best, weights, shown or {})
    chosen, crowded = _spread_over_owners(ranked, pool, k)
    reasons = reasons_for(item, pool, queries, [int(best.entry_of[one.number]) for one in chosen])
    found = tuple(
        Match(
            key=pool.items[one.number].key,
            score=one.score,
            components=one.components,
            features=one.features,
            reasons=why,
        )
        for one, why in zip(chosen, reasons, strict=True)
    )
    return Matches(found=found, left_out=(*crowded, *left_out), notes=tuple(_notes(item, queries)))


@dataclass(frozen=True, slots=True)
class _Texts:
    """The best language version of each item for any version of what is sought."""

    score: NDArray[np.float64]
    meaning: Array
    words: Array
    entry_of: NDArray[np.intp]

    @classmethod
    def of(cls, pool: Pool, queries: Sequence[Query], weights: Weights) -> _Texts:
        count = len(pool.entries)
        score = np.zeros(count) if not queries else np.full(count, -np.inf)
        meaning, words = np.zeros(count, np.float32), np.zeros(count, np.float32)
        for query in queries:
            scores = pool.scores(query)
            sense = scores.sense
            total = (
                weights.of.get("meaning", 0.0) * sense + weights.of.get("words", 0.0) * scores.words
            )
            better = total > score
            score[better], meaning[better] = total[better], sense[better]
            words[better] = scores.words[better]
        entry_of = best_entries(score, pool.item_of_entry, len(pool))
        return cls(score, meaning, words, entry_of)


@dataclass(frozen=True, slots=True)
class _Ranked:
    number: int
    score: float
    components: dict[str, float]
    features: dict[str, float]


def best_entries(
    score: NDArray[np.float64], item_of_entry: NDArray[np.intp], items: int
) -> NDArray[np.intp]:
    """Return the entry with the greatest score of each item; -1 for items without any."""
    best = np.full(items, -1, np.intp)
    order = np.argsort(score, kind="stable")
    best[item_of_entry[order]] = order  # the last written is the greatest
    return best


def _candidates(item: Item, pool: Pool, wishes: Wishes) -> tuple[list[int], list[LeftOut]]:
    kinds, anything = wishes.kinds or OPPOSITE[item.kind], wishes == Wishes(kinds=wishes.kinds)
    numbers: list[int] = []
    left_out: list[LeftOut] = []
    for number, other in enumerate(pool.items):
        if other.key == item.key or other.kind not in kinds or other.owner == item.owner:
            continue
        reason = None if anything else refused(other, wishes)
        if reason:
            left_out.append(LeftOut(key=other.key, reason=reason))
        else:
            numbers.append(number)
    return numbers, left_out


def _nearest(candidates: list[int], best: _Texts, most: int) -> list[int]:
    """Return the candidates whose texts fit best: facets are compared of those only."""
    if len(candidates) <= most:
        return candidates
    entries = best.entry_of[candidates]
    scores = np.where(entries >= 0, best.score[entries], -np.inf)
    return [candidates[place] for place in np.argsort(-scores, kind="stable")[:most]]


def _ranked(
    item: Item,
    pool: Pool,
    candidates: list[int],
    best: _Texts,
    weights: Weights,
    shown: Mapping[str, int],
) -> list[_Ranked]:
    ranked = []
    for number in candidates:
        other, entry = pool.items[number], best.entry_of[number]
        found = features(item.facets, other.facets)
        if entry >= 0:
            found |= {"meaning": float(best.meaning[entry]), "words": float(best.words[entry])}
        components = weights.log_odds(found)
        if given_way := _gives_way(other.owner, shown):
            components["exposure"] = given_way
        ranked.append(_Ranked(number, sum(components.values()), components, found))
    return sorted(ranked, key=lambda one: (-one.score, pool.items[one.number].key))


def _gives_way(owner: str, shown: Mapping[str, int]) -> float:
    """Return the log-odds that an owner loses who was shown far more often than others."""
    if not shown.get(owner):
        return 0.0
    others = (sum(shown.values()) - shown[owner]) / max(len(shown) - 1, 1)
    return -max(0.0, float(np.log(shown[owner] / (FAIR * max(others, 1.0)))))


def _spread_over_owners(
    ranked: list[_Ranked], pool: Pool, k: int
) -> tuple[list[_Ranked], list[LeftOut]]:
    """Return the first k with at most three of an owner in each ten, and who had to wait."""
    chosen: list[_Ranked] = []
    waiting, full = ranked, False
    while len(chosen) < k and waiting and not full:
        counts: Counter[str] = Counter()
        page: list[_Ranked] = []
        later: list[_Ranked] = []
        for one in waiting:
            owner = pool.items[one.number].owner
            if len(page) < min(_PAGE, k - len(chosen)) and counts[owner] < OF_ONE_OWNER:
                counts[owner] += 1
                page.append(one)
            else:
                later.append(one)
        chosen, waiting, full = [*chosen, *page], later, len(page) < _PAGE
    last = min((one.score for one in chosen), default=0.0)
    crowded = [
        LeftOut(
            key=pool.items[one.number].key,
            reason=Reason(kind="owner", arguments={"owner": pool.items[one.number].owner}),
        )
        for one in waiting
        if chosen and (one.score > last or full)
    ]
    return chosen, crowded


def _notes(item: Item, queries: Sequence[Query]) -> Iterator[Reason]:
    if not queries:
        yield Reason(kind="no_text")
    for document in item.documents:
        length = len(document.title) + len(document.summary) + len(document.body)
        if length > LONGEST:
            yield Reason(kind="too_long", arguments={"key": document.key, "read": LONGEST})
        if not document.primary_language and document.text:
            yield Reason(kind="language_unknown", arguments={"key": document.key})
