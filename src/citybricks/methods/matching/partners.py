"""Which cities might become partners, judged by which already are.

The graph of relations is given by the caller and is *reported*: somebody wrote that two cities
are partners, and nobody here has checked it. Only weights come with this package, fitted by
``benchmarks/matching_partners.py`` to lists of twin towns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from citybricks.methods.matching.cities import Cities, Floats
from citybricks.methods.matching.structure import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A city that might become a partner, what speaks for and against it, and why.

    ``score`` is the sum of the components: log-odds, comparable within one list.
    """

    key: str
    score: float
    components: Mapping[str, float]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """The likeliest first, and what the reader must know about where they come from."""

    found: tuple[Suggestion, ...]
    notes: tuple[Reason, ...]


WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "population": 0.674,
        "population apart": -0.98,
        "degree": 0.406,
        "country": 0.865,
        "region": 0.668,
        "distance": -0.411,
        "border": 1.96,
        "abroad": 0.457,
        "name": 4.29,
        "shared partners": 4.404,
        "three steps": 1.671,
        "partners of neighbours": 0.838,
        "neighbours of partners": 0.44,
        "neighbourhoods": 0.417,
        "their country": -0.644,
        "our country": -0.83,
    }
)
"""Log-odds per unit of each feature."""


def suggest(
    key: str, cities: Cities, k: int = 10, weights: Mapping[str, float] = WEIGHTS
) -> Suggestions:
    """Return cities that might become partners of one; those that are already are passed over.

    Parameters
    ----------
    key
        The city that seeks.
    cities
        All that may be suggested, with the relations that are reported.
    k
        How many to return.
    weights
        Log-odds per unit of each feature.

    Raises
    ------
    KeyError
        When there is no city of this key.
    """
    features = cities.features(key)
    score = scored(features, weights)
    score[[cities.number[key], *cities.partners(key)]] = -np.inf
    order = [int(n) for n in np.argsort(-score, kind="stable")[:k] if np.isfinite(score[n])]
    found = tuple(
        Suggestion(
            key=cities.cities[number].key,
            score=float(score[number]),
            components={
                name: weights[name] * float(values[number])
                for name, values in features.items()
                if name in weights and values[number]
            },
            reasons=tuple(_reasons(cities, key, number)),
        )
        for number in order
    )
    count = cities.graph.nnz // 2
    return Suggestions(
        found=found, notes=(Reason(kind="reported", arguments={"relations": count}),)
    )


def scored(features: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    """Return the log-odds of each city, up to a constant: shape (n_cities,)."""
    parts = [weights[name] * values for name, values in features.items() if name in weights]
    return np.asarray(np.sum(parts, axis=0), float)


def _reasons(cities: Cities, key: str, other: int) -> Iterator[Reason]:
    me, them = cities.number[key], cities.cities[other]
    own, theirs = set(cities.partners(key)), set(cities.partners(them.key))
    if both := cities.keys(own & theirs):
        yield Reason(kind="shared_partners", arguments={"keys": both})
    if near := cities.keys(theirs & set(cities.neighbours(me))):
        yield Reason(kind="partners_of_neighbours", arguments={"keys": near})
    if cities.alike_in_name(me, other):
        yield Reason(kind="name", arguments={"name": them.name})
    if count := cities.between_countries(me, other):
        countries = (cities.cities[me].country, them.country)
        yield Reason(kind="countries", arguments={"countries": countries, "relations": count})
    yield Reason(
        kind="size", arguments={"one": cities.cities[me].population, "other": them.population}
    )
    yield Reason(kind="distance", arguments={"km": round(float(cities.kilometres(me)[other]))})
