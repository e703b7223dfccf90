"""Cities are suggested as partners by what is reported of others, with reasons."""

import numpy as np
import pytest

from citybricks.methods.matching.cities import Cities, City
from citybricks.methods.matching.partners import suggest


def city(key: str, country: str, latitude: float, longitude: float, people: int = 500_000) -> City:
    """Return a city named by its key."""
    return City(
        key=key,
        country=country,
        name=key,
        population=people,
        latitude=latitude,
        longitude=longitude,
    )


@pytest.fixture
def cities() -> Cities:
    """Two countries whose cities are partners, and a third that is alone."""
    west = [city(f"west {n}", "PT", 40 + n / 100, -8) for n in range(4)]
    east = [city(f"east {n}", "CN", 30 + n / 100, 120) for n in range(4)]
    south = [city(f"south {n}", "ZA", -26 + n / 100, 28) for n in range(4)]
    relations = [
        ("west 0", "east 0"),
        ("west 1", "east 0"),
        ("west 1", "east 1"),
        ("west 2", "east 1"),
        ("west 2", "nowhere"),
        ("west 3", "west 3"),
    ]
    return Cities([*west, *east, *south], relations)


def test_partners_come_from_the_country_that_others_have_partners_in(cities: Cities) -> None:
    found = suggest("west 3", cities, k=4).found
    assert {one.key for one in found} == {f"east {n}" for n in range(4)}


def test_partners_that_are_there_already_are_not_suggested(cities: Cities) -> None:
    keys = {one.key for one in suggest("west 1", cities, k=20).found}
    assert keys.isdisjoint({"west 1", "east 0", "east 1"})
    assert len(keys) == 9


def test_reasons_are_told_and_that_the_relations_are_reported(cities: Cities) -> None:
    suggestions = suggest("west 0", cities, k=20)
    assert [note.kind for note in suggestions.notes] == ["reported"]
    assert suggestions.notes[0].arguments == {"relations": 4}
    reasons = {
        reason.kind: reason.arguments
        for one in suggestions.found
        if one.key == "east 1"
        for reason in one.reasons
    }
    assert reasons["countries"] == {"countries": ("PT", "CN"), "relations": 4}
    assert reasons["partners_of_neighbours"]["keys"] == ["west 1", "west 2"]
    assert reasons["size"] == {"one": 500_000, "other": 500_000}
    assert reasons["distance"]["km"] == pytest.approx(10_600, rel=0.1)
    shared = {one.key: one.reasons for one in suggestions.found}["west 1"]
    assert ("shared_partners", ["east 0"]) in [
        (reason.kind, reason.arguments.get("keys")) for reason in shared
    ]


def test_the_score_is_the_sum_of_its_components(cities: Cities) -> None:
    for one in suggest("west 3", cities).found:
        assert one.score == pytest.approx(sum(one.components.values()))


def test_distances_are_those_of_the_globe() -> None:
    two = Cities([city("shanghai", "CN", 31.22, 121.46), city("la", "US", 34.05, -118.24)], [])
    assert two.kilometres(0)[1] == pytest.approx(10_440, rel=0.01)
    assert two.kilometres(0)[0] == pytest.approx(0, abs=0.1)


def test_cities_without_relations_are_suggested_all_the_same() -> None:
    alone = Cities([city("a", "CN", 30, 120), city("b", "PT", 40, -8)], [])
    suggestion = suggest("a", alone)
    assert [one.key for one in suggestion.found] == ["b"]
    assert np.isfinite(suggestion.found[0].score)


def test_a_city_that_nobody_knows_is_refused(cities: Cities) -> None:
    with pytest.raises(KeyError, match="atlantis"):
        suggest("atlantis", cities)


def test_names_are_alike_without_accents() -> None:
    first, second = city("x", "ES", 39.9, -4.0), city("y", "US", 41.7, -83.6)
    same = Cities(
        [
            City(**{**_fields(first), "name": "Córdoba"}),
            City(**{**_fields(second), "name": "Cordoba"}),
        ],
        [],
    )
    assert same.alike_in_name(0, 1)


def _fields(one: City) -> dict[str, object]:
    return {name: getattr(one, name) for name in City.__slots__}
