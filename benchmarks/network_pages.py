"""CPU of the network's pages on a hub with the founding network a hundred times over."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import cycle
from statistics import median

HOME = tempfile.mkdtemp(prefix="citybricks-bench-")
os.environ |= {
    "CITYBRICKS_HOME": HOME,
    "CITYBRICKS_RATE": "1000000/m",
    "DJANGO_SETTINGS_MODULE": "citybricks.hub.settings",
}

import django  # noqa: E402 - reads the environment

django.setup()

from django.test import Client  # noqa: E402

from benchmarks.copies import fill  # noqa: E402
from benchmarks.figure import Figure, seconds  # noqa: E402
from citybricks.network.exchange.domain import matching  # noqa: E402
from citybricks.network.exchange.models import Listing  # noqa: E402
from citybricks.network.finding.domain.matching import matches_of  # noqa: E402
from citybricks.network.finding.warming import warm  # noqa: E402
from citybricks.network.members.models import Member, User  # noqa: E402

COPIES = int(os.environ.get("COPIES", "100"))
BAR = 100.0
"""Milliseconds of CPU for a page."""
ROUNDS = 6


def public() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what everybody asks for: its name and its addresses, one after the other."""
    listing = Listing.objects.filter(side="need", state="published").latest("pk").pk
    yield "members", ("/members/",)
    yield "members, a new search", tuple(f"/members/?q={word}" for word in "aeinorstu海城市")
    yield "members, narrowed down", ("/members/?group=wicco&kind=city",)
    yield "members, the table", ("/members/?view=table",)
    yield "a city", ("/members/shanghai/",)
    yield "offers and needs", ("/exchange/",)
    yield "offers and needs, narrowed down", ("/exchange/?side=need&field=ports-and-logistics",)
    yield "offers and needs, searched", tuple(f"/exchange/?q={word}" for word in _WORDS)
    yield "a need", (f"/exchange/{listing}/",)
    yield "search", tuple(f"/search/?q={word}" for word in _WORDS)
    yield "feed", ("/exchange/feed.atom",)
    yield "records", ("/records/collections/offers/items?limit=20",)
    yield "API: members", ("/api/members?limit=20",)
    yield "API: listings", ("/api/listings?limit=20",)
    yield "API: search", tuple(f"/api/search?q={word}" for word in _WORDS)
    yield "front page", ("/",)


_WORDS = (
    *(
        "城市",
        "港口",
        "port automation",
        "机器人",
        "street lamps",
        "犯罪预防",
        "how to prevent crime",
    ),
    *("水", "water", "порт", "cidade inteligente"),
)
"""What is searched for; the first is not measured."""


def people() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield what people ask for who have signed in: who, its name and its addresses."""
    officer, desk = "officer@cities.example", "desk@cities.example"
    yield officer, "my offers and needs", ("/exchange/mine/",)
    yield officer, "what fits a need", (f"/exchange/{_matched()}/matches/",)
    yield officer, "notices", ("/notices/",)
    yield desk, "quality checks", ("/exchange/checks/",)
    yield desk, "applications", ("/members/applications/",)


def _matched() -> str:
    """Return a listing of the officer whose matches are known."""
    own = Listing.objects.filter(member__staff__user__email="officer@cities.example")
    listing = own.filter(state="published").earliest("pk")
    matching.store(listing, matches_of(listing.key, matching.MOST))
    return listing.pk


def asked(client: Client, addresses: tuple[str, ...]) -> Callable[[], None]:
    """Return what asks for the next page and insists on an answer."""
    each = cycle(addresses)

    def ask() -> None:
        address = next(each)
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        assert response.getvalue()

    return ask


def changed() -> Callable[[], None]:
    """Return what asks for the directory right after a member has changed."""
    member, ask = Member.objects.get(slug="kobe"), asked(client_of(), ("/members/",))

    def change() -> None:
        member.save()
        ask()

    return change


def tell(client: Client, name: str, addresses: tuple[str, ...]) -> None:
    """Print the CPU of a page; of many addresses, the median, each asked for once."""
    ask = asked(client, addresses[:1])
    ask()
    if len(addresses) > 1:
        each = [seconds(asked(client, (one,)), rounds=1) for one in addresses[1:]]
        milliseconds = 1000 * median(each)
    else:
        milliseconds = 1000 * seconds(ask, rounds=ROUNDS)
    say(name, milliseconds)


def say(name: str, milliseconds: float) -> None:
    """Print the CPU of a page."""
    note = f"founding network × {COPIES}"
    Figure(name=f"{name}: CPU", value=milliseconds, unit="ms", at_most=BAR, note=note).tell()


def client_of(email: str = "") -> Client:
    """Return the browser of a visitor, or of a person."""
    client = Client(headers={"accept-language": "zh-Hans", "host": "localhost"})
    if email:
        backend = "django.contrib.auth.backends.ModelBackend"
        client.force_login(User.objects.get(email=email), backend=backend)
    return client


def main() -> None:
    """Print the CPU of each page."""
    fill(COPIES)
    warm().join()
    visitor = client_of()
    for name, addresses in public():
        tell(visitor, name, addresses)
    say("members, after one has changed", 1000 * seconds(changed(), rounds=ROUNDS))
    for email, name, addresses in people():
        tell(client_of(email), name, addresses)


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(HOME, ignore_errors=True)
