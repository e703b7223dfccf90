"""How bricks are found."""

import pytest

from citybricks.hub.lab.catalogue import Entry, Facet, Search, entries, entry_of, facets, summary_of
from citybricks.kernel.brick import Brick
from citybricks.kernel.registry import find


def entry(id: str, city: str, theme: str, *goals: int, words: str = "") -> Entry:
    return Entry(
        id=id,
        title=id,
        summary="",
        users="",
        city=f"the city of {city}",
        city_key=city,
        theme=theme,
        goals=goals,
        sdg=(),
        version="1.0.0",
        joins=(),
        words=words,
    )


ENTRIES = [
    entry("bus", "Shanghai", "mobility", 11, words="buses for all 公共汽车 11.2.1"),
    entry("tram", "Shanghai", "mobility", 11, 13, words="trams 有轨电车"),
    entry("lamp", "Tianjin", "energy", 7, words="street lamps 路灯与长椅"),
    entry("plain", "", "", words="no city, no theme"),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {"bus", "tram", "lamp", "plain"}),
        ("BUS", {"bus"}),  # whatever the case
        ("公共", {"bus"}),  # two characters, without spaces around them
        ("路灯", {"lamp"}),
        ("lamps 长椅", {"lamp"}),  # every word, in whichever language
        ("lamps 公共", set()),
        ("公汽", {"bus"}),  # 公共汽车 for short
        ("路椅", set()),
        ("11.2", {"bus"}),
        ("c++ (", set()),  # nothing in a word is a pattern
        ("  trams  ", {"tram"}),
    ],
)
def test_every_word_has_to_be_found(text: str, found: set[str]) -> None:
    assert {one.id for one in ENTRIES if Search(text=text).matches(one)} == found


def test_facets_narrow_each_other_but_not_themselves() -> None:
    search = Search(city="Shanghai", goal="13")
    found = facets(ENTRIES, search)
    assert [one.id for one in ENTRIES if search.matches(one)] == ["tram"]
    # choosing another goal leaves the city as it is
    assert found["goal"] == [Facet("11", "11", 2, chosen=False), Facet("13", "13", 1, chosen=True)]
    assert found["city"] == [Facet("Shanghai", "the city of Shanghai", 1, chosen=True)]
    assert found["theme"] == [Facet("mobility", "mobility", 1, chosen=False)]


def test_goals_are_in_order_of_their_numbers() -> None:
    assert [one.key for one in facets(ENTRIES, Search())["goal"]] == ["7", "11", "13"]


def test_what_is_chosen_stays_on_offer_when_nothing_fits() -> None:
    found = facets(ENTRIES, Search(text="nothing of the kind", theme="energy"))
    assert found["theme"] == [Facet("energy", "energy", 0, chosen=True)]


@pytest.mark.parametrize("unknown", ["Atlantis", "99", "x"])
def test_what_no_brick_has_is_not_on_offer(unknown: str) -> None:
    found = facets(ENTRIES, Search(city=unknown, theme=unknown, goal=unknown))
    assert not [one for of in found.values() for one in of if one.chosen]


def test_a_brick_without_city_and_theme_makes_no_empty_facet() -> None:
    assert all(one.key for of in facets(ENTRIES, Search()).values() for one in of)


def test_a_brick_is_found_by_either_language_whatever_the_page_is_in() -> None:
    for language in ("en", "zh-Hans"):
        every = {one.id: one for one in entries(language)}
        for text in ("公交", "public transport", "tram", "地铁"):
            assert Search(text=text).matches(every["service-area"])
        for text in ("lamps", "路灯"):
            assert Search(text=text).matches(every["solar-street"])
        assert every["service-area"].city == {"en": "Shanghai", "zh-Hans": "上海"}[language]
        assert every["service-area"].city_key == "Shanghai"


def test_a_summary_is_the_text_below_the_title(lamps: Brick) -> None:  # type: ignore[type-arg]
    assert summary_of(lamps) == "Counts ``lamps``, and says which shine with LED."
    (found,) = (one for one in entries("en") if one.id == "count-lamps")
    assert (found.goals, found.sdg) == ((7, 11), ("7.2.1", "11.6.2"))


def test_a_blueprint_says_which_bricks_it_joins() -> None:
    assert entry_of(find("lit-way"), "en").joins == (
        "service-area",
        "missing-lamps",
        "solar-street",
    )
    assert entry_of(find("service-area"), "en").joins == ()


def test_bricks_that_only_serve_others_come_last() -> None:
    themes = [bool(entry.theme) for entry in entries("en")]
    assert themes == sorted(themes, reverse=True)
