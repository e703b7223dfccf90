"""Listings are narrowed down by facets, counted, ordered and paged, at a steady cost."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from citybricks.kernel.registry import all_bricks
from citybricks.network.content.text import Text
from citybricks.network.exchange.domain import browsing
from citybricks.network.exchange.domain.browsing import Search
from citybricks.network.exchange.models import Facet, Interest, Listing, Match
from tests.network.exchange.scene import Scene

MANY = 4_000
"""A hundred times the founding network."""


def test_facets_count_what_each_further_choice_would_leave(scene: Scene) -> None:
    scene.listing(sdg=["7.3", "11.6"])
    scene.listing(type="talent", member=scene.turin, trl=None)
    scene.listing("draft")
    counts = browsing.facets(Search(), "en")
    assert counts["type"] == {"technology": 1, "talent": 1}
    assert counts["goal"] == {"7": 2, "11": 1}
    assert counts["country"] == {"CN": 1, "IT": 1}
    assert counts["language"] == {"zh-Hans": 2, "en": 2}
    narrowed = browsing.facets(Search(type="talent"), "en")
    assert narrowed["type"] == {"technology": 1, "talent": 1}
    assert narrowed["country"] == {"IT": 1}


def test_facets_follow_what_is_kept(scene: Scene) -> None:
    listing = scene.listing()
    listing.fields = ["water"]
    from citybricks.network.exchange.domain.keeping import keep

    keep(listing)
    assert list(Facet.objects.filter(kind="field").values_list("value", flat=True)) == ["water"]


def test_the_order_is_the_newest_or_what_expires_first(scene: Scene) -> None:
    soon = timezone.localdate() + timedelta(days=3)
    first, second = scene.listing(expires=soon), scene.listing()
    newest = browsing.ordered(browsing.searched(Search(), "en"), Search())
    assert list(newest) == [second, first]
    search = Search(sort="expiring")
    assert list(browsing.ordered(browsing.searched(search, "en"), search)) == [first, second]


def test_words_find_listings_in_another_language(scene: Scene) -> None:
    scene.listing()
    scene.listing(title=Text(text="Fishing boats"), summary=Text(text="Boats"), description=Text())
    found = browsing.searched(Search(q="路灯"), "zh-Hans")
    assert "路灯节能" in {listing.title.text for listing in found}


@pytest.mark.parametrize(
    "query",
    ["side=both", "page=0", "page=many", "sort=secret", "type=%00", "trl=99", "q=" + "x" * 500],
)
def test_a_query_that_makes_no_sense_finds_nothing_or_everything(scene: Scene, query: str) -> None:
    assert scene.client("visitor").get(f"/exchange/?{query}").status_code == 200


def test_listings_of_a_member_are_those_the_viewer_may_see(scene: Scene) -> None:
    shown, hidden = scene.listing(), scene.listing("draft")
    assert list(browsing.listings_of("shanghai")) == [shown]
    assert set(browsing.listings_of("shanghai", scene.people["observer"])) == {shown, hidden}
    assert list(browsing.listings_of("shanghai", scene.people["outsider"])) == [shown]


def test_a_brick_knows_the_listings_that_name_it_and_can_be_tried_from_them(scene: Scene) -> None:
    brick = next(iter(all_bricks()))
    listing = scene.listing(bricks=[brick])
    scene.listing("draft", bricks=[brick])
    assert list(browsing.serving(brick)) == [listing]
    page = scene.client("visitor").get(f"/exchange/{listing.ulid}/").content.decode()
    assert f'href="/bricks/{brick}/try/"' in page
    assert "Try on your data" in page


def test_a_need_shows_the_bricks_that_fit_it(scene: Scene) -> None:
    brick = next(iter(all_bricks()))
    need = scene.listing(side="need")
    Match.objects.create(listing=need, other=f"brick:{brick}", score=2.0, rank=1)
    page = scene.client("visitor").get(f"/exchange/{need.ulid}/").content.decode()
    assert "Bricks that may serve it" in page
    assert f'href="/bricks/{brick}/try/"' in page


@pytest.fixture
def many(scene: Scene) -> Scene:
    """A hundred times the founding network."""
    now, kinds = timezone.now(), ("technology", "knowledge", "talent", "pilot")
    made = [
        Listing(
            side=("offer", "need")[number % 2],
            type=kinds[number % 4],
            member=scene.shanghai if number % 3 else scene.turin,
            state="published",
            published=now - timedelta(minutes=number),
            title=Text.of("en", f"Listing {number}", zh_Hans=f"信息{number}"),
            summary=Text(text="A summary of some twenty words " * 4),
            fields=["energy", "water"],
            sdg=["7.3", "11.6"],
        )
        for number in range(MANY)
    ]
    Listing.objects.bulk_create(made)
    Facet.objects.bulk_create(
        Facet(listing=one, kind=kind, value=value)
        for number, one in enumerate(made)
        for kind, value in (
            ("type", one.type),
            ("field", "energy"),
            ("field", "water"),
            ("goal", "7"),
            ("goal", "11"),
            ("language", "en"),
            ("country", "CN" if number % 3 else "IT"),
        )
    )
    if connection.vendor == "postgresql":  # as its housekeeping does within a minute
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return scene


def cost(ask: Callable[[], Any]) -> tuple[int, float]:
    """Return the queries and the CPU milliseconds of a page, at its best of three."""
    ask()
    with CaptureQueriesContext(connection) as queries:
        assert ask().status_code == 200
    count = len(queries)  # before another request empties the log
    best = float("inf")
    for _attempt in range(3):
        started = time.process_time()
        ask()
        best = min(best, time.process_time() - started)
    return count, 1000 * best


@pytest.mark.parametrize(
    ("role", "address", "most"),
    [
        ("visitor", "/exchange/", 7),
        ("visitor", "/exchange/?side=need&type=talent&goal=7&page=3", 9),
        ("visitor", "/exchange/?sort=expiring", 7),
        ("visitor", "/exchange/feed.atom", 2),
        ("visitor", "/records/collections/offers/items?limit=100", 3),
        ("officer", "/exchange/mine/", 12),
    ],
)
def test_a_page_costs_few_queries_and_less_than_100_ms(
    many: Scene, role: str, address: str, most: int
) -> None:
    client: Client = many.client(role)
    queries, milliseconds = cost(lambda: client.get(address))
    assert 0 < queries <= most
    assert milliseconds < 100


def test_one_listing_costs_the_same_with_much_interest_in_it(many: Scene) -> None:
    listing = Listing.objects.filter(member=many.shanghai).first()
    assert listing is not None
    Interest.objects.bulk_create(
        Interest(
            listing=listing, member=many.turin, state="declined", answer_by=timezone.localdate()
        )
        for _number in range(300)
    )
    for role in ("visitor", "officer"):
        client = many.client(role)
        queries, milliseconds = cost(lambda: client.get(f"/exchange/{listing.ulid}/"))  # noqa: B023 - asked at once
        assert 0 < queries <= 16
        assert milliseconds < 100
