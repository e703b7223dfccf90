"""Cities, the relations reported among them, and what makes two of them likely partners."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, diags_array
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]
EARTH = 6371.0088
"""Mean radius in kilometres."""
NEAR = 25.0
"""Kilometres over which what neighbouring cities do is thought to be alike."""
_REACH = 3 * NEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city as GeoNames knows it.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2 code.
    region
        Code of the first administrative division within the country; empty where not known.
    population
        Inhabitants; 0 where not known.
    latitude, longitude
        Degrees, WGS 84.
    """

    key: str
    country: str
    name: str
    region: str = ""
    population: int = 0
    latitude: float
    longitude: float


class Cities:
    """Cities and the reported relations among them.

    Parameters
    ----------
    cities
        Those that may be suggested.
    relations
        Pairs of keys; keys that no city has, and pairs of a city with itself, are passed over.
    """

    def __init__(self, cities: Sequence[City], relations: Iterable[tuple[str, str]]) -> None:
        self.cities = tuple(cities)
        self.number = {city.key: number for number, city in enumerate(self.cities)}
        known = {
            (self.number[one], self.number[other])
            for one, other in relations
            if one in self.number and other in self.number and one != other
        }
        both = np.array(sorted(known | {(b, a) for a, b in known}), np.intp).reshape(-1, 2)
        size = (len(self.cities), len(self.cities))
        self.graph = csr_array((np.ones(len(both)), (both[:, 0], both[:, 1])), shape=size)

    def features(self, key: str) -> dict[str, Floats]:
        """Return what speaks for each city as partner of one: arrays of shape (n_cities,)."""
        me = self.number[key]
        own = self.graph[[me]]
        degree = self.degree
        countries, regions = self._groups("country"), self._groups("region")
        near = self._near[[me]]
        apart = self.kilometres(me)
        people = self._people
        abroad = countries.of != countries.of[me]
        return {
            "population": people,
            "population apart": np.abs(people - people[me]),
            "degree": np.log1p(degree),
            "country": countries.affinity(me),
            "region": regions.affinity(me),
            "distance": np.log(apart + 10),
            "border": np.asarray(abroad & (apart < 2 * NEAR), float),
            "abroad": abroad.astype(float),
            "name": np.asarray((self._names == self._names[me]) & (self._names != ""), float),
            "shared partners": _dense(own @ self._rare @ self.graph),
            "three steps": np.log1p(10 * _dense(own @ self._walk @ self._walk)),
            "partners of neighbours": np.log1p(_dense(near @ self.graph)),
            "neighbours of partners": np.log1p(_dense(own @ self._near)),
            "neighbourhoods": np.log1p(_dense(near @ self.graph @ self._near)),
            "their country": np.log1p(countries.held(own)),
            "our country": np.log1p(_dense_column(self.graph, countries.members(me))),
        }

    def partners(self, key: str) -> list[int]:
        """Return the numbers of the partners that a city is reported to have."""
        return [int(n) for n in self.graph[[self.number[key]]].indices]

    def neighbours(self, me: int) -> list[int]:
        """Return the numbers of the cities around one."""
        return [int(n) for n in self._near[[me]].indices]

    def keys(self, numbers: Iterable[int]) -> list[str]:
        """Return the keys of some cities, the largest first."""
        ordered = sorted(numbers, key=lambda n: (-self.cities[n].population, self.cities[n].key))
        return [self.cities[number].key for number in ordered]

    def alike_in_name(self, one: int, other: int) -> bool:
        """Tell whether two cities have the same name, but for accents and spaces."""
        return bool(self._names[one]) and bool(self._names[one] == self._names[other])

    def between_countries(self, one: int, other: int) -> int:
        """Return how many relations there are between the countries of two cities."""
        countries = self._groups("country")
        both = int(countries.between[countries.of[one], countries.of[other]])
        return both // 2 if countries.of[one] == countries.of[other] else both

    def kilometres(self, me: int) -> Floats:
        """Return the great-circle distances from a city to all, in kilometres."""
        cosines = np.clip(self._points @ self._points[me], -1, 1)
        return np.asarray(EARTH * np.arccos(cosines))

    @cached_property
    def degree(self) -> Floats:
        """How many partners each city has."""
        return np.asarray(self.graph.sum(axis=1), float)

    @cached_property
    def _people(self) -> Floats:
        people = np.array([max(city.population, 1000) for city in self.cities], float)
        return np.asarray(np.log10(people))

    @cached_property
    def _names(self) -> NDArray[np.str_]:
        return np.array([_bare(city.name) for city in self.cities])

    @cached_property
    def _points(self) -> Floats:
        degrees = np.array([(city.latitude, city.longitude) for city in self.cities], float)
        latitude, longitude = np.radians(degrees.reshape(-1, 2)).T
        level = np.cos(latitude)
        return np.column_stack(
            [level * np.cos(longitude), level * np.sin(longitude), np.sin(latitude)]
        )

    @cached_property
    def _near(self) -> csr_array:
        """How much each city is a neighbour of each other one: from 0 to 1."""
        tree = cKDTree(self._points)
        pairs = tree.query_pairs(2 * np.sin(_REACH / EARTH / 2), output_type="ndarray")
        chord = np.linalg.norm(self._points[pairs[:, 0]] - self._points[pairs[:, 1]], axis=1)
        weight = np.exp(-((chord * EARTH / NEAR) ** 2) / 2)
        ends = np.concatenate([pairs, pairs[:, ::-1]])
        size = (len(self.cities), len(self.cities))
        return csr_array(coo_array((np.tile(weight, 2), (ends[:, 0], ends[:, 1])), shape=size))

    @cached_property
    def _rare(self) -> csr_array:
        """Relations, those of cities with few partners counting more: Adamic and Adar."""
        return csr_array(diags_array(1 / np.log(1.5 + self.degree)))

    @cached_property
    def _walk(self) -> csr_array:
        return csr_array(self.graph @ diags_array(1 / np.maximum(self.degree, 1)))

    def _groups(self, name: str) -> _Groups:
        if name not in self._grouped:
            self._grouped[name] = _Groups(self, name)
        return self._grouped[name]

    @cached_property
    def _grouped(self) -> dict[str, _Groups]:
        return {}


class _Groups:
    """Cities by country or region, and how many relations there are between groups."""

    def __init__(self, cities: Cities, name: str) -> None:
        codes = [
            city.country if name == "country" else f"{city.country}.{city.region}"
            for city in cities.cities
        ]
        _, self.of = np.unique(codes, return_inverse=True)
        count = int(self.of.max(initial=-1)) + 1
        size = (len(codes), count)
        self._in = csr_array((np.ones(len(codes)), (np.arange(len(codes)), self.of)), shape=size)
        self.between = csr_array(self._in.T @ cities.graph @ self._in)
        self._total = np.asarray(self.between.sum(axis=1), float)

    def affinity(self, me: int) -> Floats:
        """Return the logarithm of how many more relations there are than by chance."""
        group = self.of[me]
        there = self.between[[group]].toarray()[0]
        chance = self._total[group] * self._total / max(self._total.sum(), 1)
        return np.asarray(np.log((there + 0.5) / (chance + 0.5))[self.of])

    def held(self, own: csr_array) -> Floats:
        """Return how many of some cities are in the group of each."""
        return np.asarray((own @ self._in).toarray()[0][self.of])

    def members(self, me: int) -> Floats:
        """Return ones for the cities in the same group."""
        return np.asarray(self.of == self.of[me], float)


def _dense(row: csr_array) -> Floats:
    return np.asarray(row.toarray()[0])


def _dense_column(graph: csr_array, chosen: Floats) -> Floats:
    return np.asarray(graph @ chosen)


def _bare(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(character for character in folded if character.isalnum())
