"""Needs find offers in other languages, with reasons; what is left out is told with its reason."""

from collections import Counter

import pytest

from citybricks.methods.matching.documents import Document, Facets, Item
from citybricks.methods.matching.matching import Matches, match
from citybricks.methods.matching.pool import Pool, vectors_of
from citybricks.methods.matching.structure import Wishes
from citybricks.methods.matching.weights import Weights
from tests.methods.matching.conftest import item


def keys(matches: Matches) -> list[str]:
    """Return the keys that were found, the best first."""
    return [one.key for one in matches.found]


@pytest.fixture(scope="module")
def crowd() -> Pool:
    """Twelve offers of one famous city and four of others, all of the same."""
    famous = [item(f"famous {n}", f"Port automation, part {n}", owner="famous") for n in range(12)]
    others = [item(f"other {n}", f"Automation of port cranes {n}") for n in range(4)]
    held = [*famous, *others]
    return Pool.of(held, vectors_of([one.documents[0] for one in held]))


def test_a_need_in_english_finds_the_offer_in_chinese(pool: Pool) -> None:
    assert keys(match(pool.item("needs safety"), pool))[0] == "safety"
    assert keys(match(pool.item("needs port"), pool))[0] == "port"


def test_an_offer_in_chinese_finds_the_need_in_english(pool: Pool) -> None:
    assert keys(match(pool.item("safety"), pool))[0] == "needs safety"


def test_only_the_other_side_is_found_unless_wished_otherwise(pool: Pool) -> None:
    need = pool.item("needs safety")
    assert {pool.item(key).kind for key in keys(match(need, pool))} == {"offer"}
    wished = match(need, pool, wishes=Wishes(kinds=frozenset({"need"})))
    assert keys(wished) == ["needs port"]


def test_the_score_is_the_sum_of_its_components(pool: Pool) -> None:
    for one in match(pool.item("needs safety"), pool).found:
        assert one.score == pytest.approx(sum(one.components.values()))
        assert one.components == pytest.approx(Weights().log_odds(one.features))


def test_reasons_are_told_in_both_languages(pool: Pool) -> None:
    best = match(pool.item("needs safety"), pool).found[0]
    reasons = {reason.kind: reason.arguments for reason in best.reasons}
    terms = {(term["sought"], term["found"]) for term in reasons["terms"]["terms"]}
    assert ("crime", "犯罪") in terms
    assert all(
        "crime" in term["gloss"] for term in reasons["terms"]["terms"] if term["found"] == "犯罪"
    )
    assert reasons["targets"]["shared"] == ["16.1"]
    assert reasons["regions"]["shared"] == ["CN"]
    assert reasons["trl"] == {"one": (7, 9), "other": (8, 9)}
    sentences = reasons["sentences"]
    assert (sentences["sought_language"], sentences["found_language"]) == ("en", "zh")


def test_a_wish_leaves_out_and_tells_why_not(pool: Pool) -> None:
    wished = match(pool.item("needs safety"), pool, wishes=Wishes(types=frozenset({"policy"})))
    assert set(keys(wished)) == {"waste", "budget"}
    why_not = {one.key: one.reason for one in wished.left_out}
    assert why_not["safety"].kind == "types"
    assert why_not["safety"].arguments == {"wished": ["policy"], "has": ["technology"]}
    assert why_not.keys() | set(keys(wished)) == {"safety", "port", "waste", "budget", "water"}


def test_an_item_never_finds_itself_nor_those_of_its_owner(pool: Pool) -> None:
    own = item("own need", "Port automation", kind="need", owner="shanghai")
    assert "port" not in keys(match(own, pool))


def test_at_most_three_of_an_owner_are_in_each_ten(crowd: Pool) -> None:
    need = item("need", "Port automation", kind="need")
    for k in (5, 10, 16):
        found = keys(match(need, crowd, k=k))
        for page in range(0, len(found), 10):
            owners = Counter(crowd.item(key).owner for key in found[page : page + 10])
            assert owners["famous"] <= 3
    left_out = match(need, crowd, k=10).left_out
    assert {one.reason.kind for one in left_out} == {"owner"}
    assert len(left_out) == 9


def test_who_was_shown_far_more_often_gives_way(crowd: Pool) -> None:
    need = item("need", "Port automation", kind="need")
    shown = {"famous": 4_000, **{f"other {n}": 10 for n in range(4)}}
    before, after = match(need, crowd, k=7), match(need, crowd, k=7, shown=shown)
    assert keys(before)[0].startswith("famous")
    components = {one.key: one.components for one in after.found}
    assert keys(after)[0].startswith("other")
    assert components[keys(after)[-1]]["exposure"] < 0
    assert "exposure" not in components[keys(after)[0]]


def test_the_same_item_gets_the_same_matches(pool: Pool) -> None:
    need = pool.item("needs safety")
    assert match(need, pool) == match(need, pool)


def test_a_need_that_is_not_in_the_pool_is_matched(pool: Pool) -> None:
    need = item("new", "Как сортировать мусор дома", kind="need", language="ru")
    assert keys(match(need, pool))[0] == "waste"


@pytest.mark.parametrize(
    ("title", "language", "note"),
    [
        ("", "en", "no_text"),
        ("\ud800\x00", "", None),
        ("port " * 5_000, "en", "too_long"),
        ("ການຄວບຄຸມທ່າເຮືອ", "", "language_unknown"),
        ("12345", "", "language_unknown"),
        ("<script>alert(1)</script>", "en", "no_text"),
    ],
)
def test_odd_texts_are_matched_by_what_is_left_and_noted(
    pool: Pool, title: str, language: str, note: str | None
) -> None:
    document = Document(key="odd", language=language, title=title)
    facets = Facets(targets=frozenset({"6.4"}))
    odd = Item(key="odd", kind="need", owner="odd", documents=(document,), facets=facets)
    matches = match(odd, pool)
    assert len(matches.found) == 5
    assert note is None or note in {one.kind for one in matches.notes}


def test_without_a_text_facets_decide(pool: Pool) -> None:
    facets = Facets(targets=frozenset({"6.4"}), types=frozenset({"technology"}))
    silent = Item(key="silent", kind="need", owner="silent", documents=(), facets=facets)
    matches = match(silent, pool)
    assert keys(matches)[0] == "water"
    assert matches.notes[0].kind == "no_text"


def test_words_alone_find_what_has_no_vectors() -> None:
    bare = Pool.of([item("trams", "Trams that run on time"), item("port", "Cranes of a port")])
    assert keys(match(item("need", "a port", kind="need"), bare))[0] == "port"


def test_nothing_is_found_in_nothing() -> None:
    assert keys(match(item("need", "port", kind="need"), Pool.of([]))) == []
