"""Names go where a city's rules put them; nothing dangerous is called food."""

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from citybricks.methods.waste.sorting.lexicon import kinds, words
from citybricks.methods.waste.sorting.names import is_chinese, plain
from citybricks.methods.waste.sorting.rules import UnknownCityError, available, load, read
from citybricks.methods.waste.sorting.sorting import Sorter, sorter

DATA = Path(os.environ.get("CITYBRICKS_DATA", Path(__file__).parents[5] / "shared" / "data"))
SHANGHAI = DATA / "logistics" / "waste" / "sorting_shanghai" / "items.csv"


@pytest.mark.parametrize("city", available())
def test_every_kind_has_a_class_in_every_city(city: str) -> None:
    rules = load(city)
    assert set(rules.kinds) == set(kinds())
    assert {one.id for one in rules.classes} == set(rules.kinds.values())


def test_an_unknown_city_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownCityError, match="no rule set for 'atlantis'; there are los-angeles"):
        load("atlantis")


def test_a_rule_set_that_forgets_a_kind_is_refused() -> None:
    folder = Path(__file__).parents[4] / "src/citybricks/methods/waste/sorting/cities"
    text = (folder / "shanghai.toml").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match=r"kinds without a class: \['bone'\]"):
        read(text.replace('bone = "dry"', "", 1))
    with pytest.raises(ValueError, match=r"unknown names: \['damp'\]"):
        read(text.replace('bone = "dry"', 'bone = "damp"', 1))


def test_our_own_words_are_many_plain_and_of_known_kinds() -> None:
    chinese = [word for word in words() if is_chinese(word)]
    assert len(chinese) > 7_000
    assert len(words()) - len(chinese) > 700
    assert all(plain(word) == word for word in words())


@pytest.mark.parametrize(
    ("name", "goes"),
    [
        ("西瓜皮", "wet"),
        ("大骨头", "dry"),
        ("日光灯管", "hazardous"),
        ("過期藥品", "hazardous"),
        ("牛奶盒", "recyclable"),
        ("脏毛衣", "dry"),
        ("旧沙发", "bulky"),
        ("tangerine", "wet"),
        ("used engine oil", "hazardous"),
        ("carboard box", "recyclable"),
        ("boli ping", "recyclable"),
    ],
)
def test_names_in_any_script_go_where_shanghai_puts_them(name: str, goes: str) -> None:
    (found,) = sorter("shanghai").sort([name])
    assert found.waste_class == goes


def test_nothing_is_said_of_letters_that_mean_nothing() -> None:
    found = sorter("shanghai").sort(["", "(", "zzzzzz", "asdfgh", "龘靐齉"])
    assert [one.waste_class for one in found] == [None] * 5
    assert found[3].like


def test_the_same_list_gives_the_same_answers() -> None:
    names = ["保温杯盖", "竹编果盘", "wooden shelf with glass"]
    rules = load("shanghai")
    assert Sorter(rules).sort(names) == Sorter(rules).sort(names)


def test_hardly_a_hazard_is_called_wet_when_its_own_entry_is_missing() -> None:
    rules = load("shanghai")
    dangerous = [word for word, kind in words().items() if rules.kinds[kind] == "hazardous"]
    held = set(dangerous[::3])
    told = {word: kind for word, kind in words().items() if word not in held}
    found = Sorter(rules, shipped=told).sort(sorted(held))
    wet = [one.item for one in found if one.waste_class == "wet"]
    assert len(wet) <= 0.002 * len(held), wet
    assert sum(one.waste_class == "hazardous" for one in found) > 0.5 * len(held)


@given(some.text(max_size=100))
@settings(deadline=None, max_examples=60)
def test_any_text_is_sorted_or_left_to_people(name: str) -> None:
    (found,) = sorter("shanghai").sort([name])
    assert 0 <= found.confidence <= 1
    assert found.waste_class is None or found.waste_class in load("shanghai").kinds.values()


@pytest.mark.long
@pytest.mark.skipif(not SHANGHAI.is_file(), reason="CITYBRICKS_DATA names no data folder")
def test_shanghais_own_names_are_met_as_well_as_the_bar_asks() -> None:
    from benchmarks.waste_sorting import fitted, folds

    with SHANGHAI.open(encoding="utf-8-sig", newline="") as lines:
        rows = [(row[0], int(row[1])) for row in csv.reader(lines)]
    import numpy as np

    names, labels = [name for name, _ in rows], np.array([label for _, label in rows])
    numbers = {one.id: one.number for one in load("shanghai").classes}
    found, _ = fitted(names, labels, folds(len(names)))
    said = np.array([numbers.get(one.waste_class or "", 0) for one in found])
    assert np.mean(said == 0) <= 0.10
    assert np.mean((said == labels)[said > 0]) >= 0.88
    assert not np.any((labels == 2) & (said == 4))
