"""A search while models and pool are still being read: words, at once, and the page says so."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest
from django.test import Client

from citybricks.network.finding import warming
from citybricks.network.finding.domain import readiness
from citybricks.network.finding.domain.pooling import Keeper
from citybricks.network.finding.domain.searching import search
from tests.network.finding.conftest import Hashing, Put

pytestmark = pytest.mark.django_db
SAID = {
    "en": "Search by meaning is getting ready; these were found by their words.",
    "zh-Hans": "按含义搜索正在准备中；以下结果是按词语找到的。",
}


def page(query: str, language: str = "en", address: str = "/search/") -> str:
    answer = Client(headers={"accept-language": language}).get(address, {"q": query})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def cold(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A process that reads its pool and its models: whoever asks for the pool would wait."""

    def wait(_keeper: Keeper) -> None:
        raise AssertionError("somebody waits for the pool")

    monkeypatch.setattr(Keeper, "current", wait)
    readiness.begin()
    yield
    readiness.end()


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("港口", "offer:port"),
        ("集装箱港口", "offer:port"),
        ("CRANES", "offer:port"),
        ("dunedin", "member:dunedin"),
        ("达尼丁", "member:dunedin"),
        ("prevents crime", "need:crime"),
    ],
)
def test_words_are_found_as_they_are_written(things: Put, cold: None, words: str, key: str) -> None:
    things()
    assert search(words)[0].key == key


@pytest.mark.parametrize("language", SAID)
def test_the_page_says_that_words_were_compared(things: Put, cold: None, language: str) -> None:
    things()
    html = page("起重机", language)
    assert SAID[language] in html
    assert "offer/port" in html
    assert "<mark>起重机</mark>" in page("起重机", "zh-Hans")


def test_the_list_of_offers_says_so_as_well(things: Put, cold: None) -> None:
    assert SAID["en"] in page("港口", address="/exchange/")
    assert SAID["en"] not in page("", address="/exchange/")


def test_what_is_not_public_is_not_found(things: Put, cold: None) -> None:
    things(public=False)
    assert search("港口") == []


@pytest.mark.parametrize("words", ["%", "_", "100%", "\\", '"', "💡"])
def test_signs_are_no_wildcards(things: Put, cold: None, words: str) -> None:
    things()
    assert search(words) == []


def test_kinds_narrow_the_list_down(things: Put, cold: None) -> None:
    things()
    assert {one.kind for one in search("city streets", kinds=["need"])} == {"need"}


@pytest.mark.django_db(transaction=True)
def test_once_everything_is_read_it_is_as_ever(
    things: Put, hashing: Hashing, monkeypatch: pytest.MonkeyPatch
) -> None:
    things()
    read = Event()
    monkeypatch.setattr(warming, "reverse", lambda _name: read.wait(10))
    thread = warming.warm()
    assert SAID["en"] in page("港口")
    read.set()
    thread.join()
    html = page("港口")
    assert SAID["en"] not in html
    assert "offer/port" in html
