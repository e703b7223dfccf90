"""Who may ask for what: an answer for every address, method and role."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from citybricks.network.content.text import Text
from citybricks.network.exchange import records_urls, urls
from citybricks.network.exchange.domain import interest
from citybricks.network.exchange.models import Listing, Match
from tests.network.exchange.scene import ROLES, Scene

ENTRIES = Path(__file__).with_name("permissions_of_every_address.txt")


@dataclass(frozen=True)
class Entry:
    """An address in a case, a method, and what each role is answered."""

    name: str
    case: str
    method: str
    answers: tuple[int, ...]


def entries() -> list[Entry]:
    """Read the entries."""
    lines = ENTRIES.read_text(encoding="utf-8").splitlines()
    split = [line.split() for line in lines if line and not line.startswith("#")]
    return [Entry(n, case, method, tuple(map(int, said))) for n, case, method, *said in split]


def test_every_address_has_an_entry() -> None:
    names = {pattern.name for pattern in (*urls.urlpatterns, *records_urls.urlpatterns)}
    assert names == {entry.name for entry in entries()}
    assert get_resolver().reverse_dict


@pytest.mark.parametrize("entry", entries(), ids=lambda e: f"{e.name}-{e.case}-{e.method}")
def test_every_role_is_answered_as_written(entry: Entry, scene: Scene) -> None:
    found = []
    for role in ROLES:
        with transaction.atomic():
            address, sent = prepared(entry, scene)
            ask = getattr(scene.client(role), entry.method.lower())
            found.append(ask(address, sent).status_code)
            transaction.set_rollback(True)
    assert dict(zip(ROLES, found, strict=True)) == dict(zip(ROLES, entry.answers, strict=True))


def prepared(entry: Entry, scene: Scene) -> tuple[str, dict[str, Any]]:
    """Make what the address is about; return the address and what is sent to it."""
    if entry.name.startswith("records"):
        return _records(entry, scene), {}
    if entry.case == "-":
        return reverse(entry.name), {}
    if entry.name == "listing-answer":
        listing, by = scene.listing(), scene.people["outsider"]
        sent = interest.express(listing, scene.turin, by, Text(text="Let us talk"))
        return reverse(entry.name, args=[sent.ulid]), {"action": entry.case}
    state, _, action = entry.case.partition("/")
    listing = scene.listing(state)
    return reverse(entry.name, args=[listing.ulid]), _sent(entry, listing, action)


def _sent(entry: Entry, listing: Listing, action: str) -> dict[str, Any]:
    if entry.name == "listing-feedback":
        Match.objects.create(listing=listing, other="brick:x", score=1.0)
        return {"other": "brick:x", "verdict": "useful"}
    if entry.name == "listing-translate" and entry.method == "POST":
        return {"to": "pt", "title": "Luzes"}
    return {"action": action} if action else {}


def _records(entry: Entry, scene: Scene) -> str:
    if entry.name == "records-item":
        return reverse(entry.name, args=["offers", scene.listing(entry.case).ulid])
    arguments = ["offers"] if entry.name in {"records-collection", "records-items"} else []
    return reverse(entry.name, args=arguments)
