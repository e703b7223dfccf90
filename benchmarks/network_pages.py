"""CPU of the network's pages on a hub with the founding network a hundred times over.

The copies carry a number in their names, so that they are told apart; texts, facets, relations and
addresses are those of the founding network. They are generated here and nowhere kept.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

HOME = tempfile.mkdtemp(prefix="citybricks-bench-")
os.environ |= {
    "CITYBRICKS_HOME": HOME,
    "CITYBRICKS_RATE": "1000000/m",
    "DJANGO_SETTINGS_MODULE": "citybricks.hub.settings",
}

import django  # noqa: E402 - reads the environment

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402

from benchmarks.figure import Figure, seconds  # noqa: E402
from citybricks.hub.founding import found  # noqa: E402
from citybricks.network.founding.reading import Network, read  # noqa: E402
from citybricks.network.founding.records import Entry, Member, Relation  # noqa: E402

COPIES = int(os.environ.get("COPIES", "100"))
BAR = 100.0
"""Milliseconds of CPU for a page."""


def numbered(names: dict[str, str], copy: int) -> dict[str, str]:
    """Return names with the number of the copy."""
    return {tag: f"{name} {copy}" for tag, name in names.items()}


def copied(network: Network, copy: int) -> Network:
    """Return the network once more under other names."""

    def slug(old: str) -> str:
        return f"{old}-{copy}"

    def member(one: Member) -> Member:
        return one.model_copy(
            update={
                "slug": slug(one.slug),
                "names": numbered(one.names, copy),
                "geonames_id": None,
                "part_of": one.part_of and slug(one.part_of),
                "laboratories": tuple(map(slug, one.laboratories)),
            }
        )

    def relation(one: Relation) -> Relation:
        update = {"slug": slug(one.slug), "members": tuple(map(slug, one.members))}
        return one.model_copy(update=update)

    def entry(one: Entry) -> Entry:
        update = {"slug": slug(one.slug), "member": slug(one.member), "partners": ()}
        return one.model_copy(update=update | {"title": numbered(one.title, copy)})

    return network.model_copy(
        update={
            "members": tuple(map(member, network.members)),
            "relations": tuple(map(relation, network.relations)),
            "offers": tuple(map(entry, network.offers)),
            "needs": tuple(map(entry, network.needs)),
        }
    )


def filled() -> None:
    """Fill the hub."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    network = read()
    found(network)
    with transaction.atomic():
        for copy in range(1, COPIES):
            found(copied(network, copy))


def addresses() -> Iterator[tuple[str, str]]:
    """Yield what is asked for: its name and its address."""
    from citybricks.network.exchange.models import Listing

    listing = Listing.objects.filter(side="need").latest("pk").pk
    yield "members", "/members/"
    yield "members, narrowed down", "/members/?group=wicco&kind=city"
    yield "a city", "/members/shanghai/"
    yield "offers and needs", "/exchange/"
    yield "offers and needs, narrowed down", "/exchange/?side=need&field=ports-and-logistics"
    yield "a need", f"/exchange/{listing}/"
    yield "feed", "/exchange/feed.atom"
    yield "records", "/records/collections/offers/items?limit=20"
    yield "API: members", "/api/members?limit=20"
    yield "API: listings", "/api/listings?limit=20"
    yield "front page", "/"


def asked(client: Client, address: str) -> Callable[[], None]:
    """Return what asks for a page and insists on an answer."""

    def ask() -> None:
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert response.status_code == 200, (address, response.status_code)
        assert body

    return ask


def main() -> None:
    """Print the CPU of each page."""
    filled()
    client = Client(headers={"accept-language": "zh-Hans", "host": "localhost"})
    for name, address in addresses():
        ask = asked(client, address)
        ask()
        milliseconds = 1000 * seconds(ask, rounds=5)
        note = f"founding network × {COPIES}"
        Figure(name=f"{name}: CPU", value=milliseconds, unit="ms", at_most=BAR, note=note).tell()


if __name__ == "__main__":
    main()
    import shutil

    shutil.rmtree(Path(HOME), ignore_errors=True)
