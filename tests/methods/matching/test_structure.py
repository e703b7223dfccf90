"""Facets speak for and against a pair; wishes refuse."""

import pytest

from citybricks.methods.matching.documents import Facets, Item
from citybricks.methods.matching.structure import Wishes, features, refused, shared


def some(*values: str) -> frozenset[str]:
    """Return values of a facet."""
    return frozenset(values)


@pytest.mark.parametrize(
    ("name", "one", "other", "value"),
    [
        ("types", Facets(types=some("a")), Facets(types=some("a", "b")), 1),
        ("types", Facets(types=some("a")), Facets(types=some("b")), -1),
        ("fields", Facets(fields=some("a", "b", "c")), Facets(fields=some("a", "b", "c")), 2),
        ("targets", Facets(targets=some("11.2")), Facets(targets=some("11.2")), 1),
        ("targets", Facets(targets=some("11.2")), Facets(targets=some("11.6")), 0.5),
        ("targets", Facets(targets=some("11.2")), Facets(targets=some("3.6")), -0.5),
        ("regions", Facets(regions=some("CN")), Facets(countries=some("CN")), 1),
        ("regions", Facets(regions=some("CN")), Facets(countries=some("BR")), -1),
        ("trl", Facets(trl=(3, 5)), Facets(trl=(5, 9)), 1),
        ("trl", Facets(trl=(1, 2)), Facets(trl=(6, 9)), -1),
        ("trl", Facets(trl=(1, 1)), Facets(trl=(9, 9)), -2),
        ("languages", Facets(languages=some("zh-Hans")), Facets(languages=some("zh-Hant")), 1),
    ],
)
def test_facets_speak_for_or_against(name: str, one: Facets, other: Facets, value: float) -> None:
    assert features(one, other)[name] == value
    assert features(other, one)[name] == value


def test_what_is_not_known_says_nothing() -> None:
    known = Facets(types=some("a"), targets=some("1.1"), trl=(1, 9), regions=some("CN"))
    assert features(known, Facets()) == {} == features(Facets(), known)
    assert shared(known, Facets()) == []


@pytest.mark.parametrize(
    ("wishes", "kind"),
    [
        (Wishes(targets=some("11.2")), "targets"),
        (Wishes(countries=some("BR")), "countries"),
        (Wishes(languages=some("pt")), "languages"),
        (Wishes(trl=(1, 3)), "trl"),
        (Wishes(fields=some("port")), "fields"),
    ],
)
def test_a_wish_that_is_not_met_is_named(wishes: Wishes, kind: str) -> None:
    facets = Facets(
        targets=some("9.1"), countries=some("CN"), languages=some("zh-Hans"), trl=(8, 9)
    )
    offer = Item(key="x", kind="offer", owner="x", documents=(), facets=facets)
    reason = refused(offer, wishes)
    assert reason is not None
    assert reason.kind == kind


def test_wishes_that_are_met_refuse_nothing() -> None:
    facets = Facets(countries=some("CN"), languages=some("zh-Hans", "en"), trl=(6, 9))
    offer = Item(key="x", kind="offer", owner="x", documents=(), facets=facets)
    wishes = Wishes(countries=some("CN", "BR"), languages=some("zh"), trl=(9, 9))
    assert refused(offer, wishes) is None
