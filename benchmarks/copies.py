"""A hub with the founding network many times over, and what people did there.

The copies carry a number in their names, so that they are told apart; texts, facets, relations and
addresses are those of the founding network. They are generated here and nowhere kept.
"""

from __future__ import annotations

from django.core.management import call_command
from django.db import transaction

from citybricks.hub.founding import found, number_of
from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.vocabulary import State
from citybricks.network.finding.domain.indexing import embed_some, progress
from citybricks.network.finding.models import Entry as Findable
from citybricks.network.finding.models import Vector
from citybricks.network.founding.reading import Network, read
from citybricks.network.founding.records import Entry, Member, Relation
from citybricks.network.members import models as members
from citybricks.network.notices.domain.notices import tell

NOTICES = 500
_CHECKED, _APPLIED = 10, 10
"""One in so many listings waits for its quality check; one in so many members is applied for."""
_STEP = 0.37
"""Degrees between a place and its next copy."""


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


def fill(copies: int) -> None:
    """Fill a new hub with so many networks, their vectors, and the work of people."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    network = read()
    found(network)
    while progress().done < progress().total:
        embed_some()
    for copy in range(1, copies):
        with transaction.atomic():
            found(copied(network, copy))
            _place(network, copy)
            _embed(network, copy)
    _check()
    _apply(members.User.objects.create_superuser("desk@cities.example"))
    _tell(members.User.objects.create_user("officer@cities.example", name="Officer"))


def _place(network: Network, copy: int) -> None:
    """Have the copies of cities around the cities, and nowhere twice."""
    slugs = [member.slug for member in network.members]
    for city in members.Member.objects.filter(slug__in=slugs, latitude__isnull=False):
        assert city.latitude is not None
        assert city.longitude is not None
        members.Member.objects.filter(slug=f"{city.slug}-{copy}").update(
            latitude=city.latitude * (1 - copy / 200),
            longitude=(city.longitude + copy * _STEP + 180) % 360 - 180,
        )


def _embed(network: Network, copy: int) -> None:
    """Give the copies the vectors of what they are copies of."""
    keys = {f"member:{one.slug}": f"member:{one.slug}-{copy}" for one in network.members}
    for one in network.entries:
        keys[f"{one.side}:{number_of(one.slug)}"] = f"{one.side}:{number_of(f'{one.slug}-{copy}')}"
    copies = Findable.objects.in_bulk(keys.values(), field_name="key")
    mark = Findable.objects.filter(key__in=keys).first()
    assert mark
    Findable.objects.filter(key__in=copies).update(embedded=mark.embedded)
    Vector.objects.bulk_create(
        Vector(
            entry=copies[keys[one.entry.key]],
            document=one.document.replace(one.entry.key, keys[one.entry.key]),
            model=one.model,
            revision=1,
            numbers=one.numbers,
        )
        for one in Vector.objects.filter(entry__key__in=keys).select_related("entry")
    )


def _check() -> None:
    waiting = Listing.objects.order_by("pk").values_list("pk", flat=True)[::_CHECKED]
    Listing.objects.filter(pk__in=waiting).update(state=State.CHECKING)


def _apply(applicant: members.User) -> None:
    wanted = members.Member.objects.order_by("pk")[::_APPLIED]
    members.Application.objects.bulk_create(
        members.Application(applicant=applicant, member=one, office="Mayor's office")
        for one in wanted
    )


def _tell(person: members.User) -> None:
    """Let a person write for a city and for its copies, and tell them much."""
    for member in members.Member.objects.filter(slug__startswith="shanghai").order_by("pk")[:5]:
        members.Staff.objects.create(user=person, member=member, role=members.Staff.Role.OFFICER)
    titles = Listing.objects.order_by("pk")[:NOTICES]
    for number, listing in enumerate(titles):
        title = listing.title.model_dump(mode="json")
        said = {"title": title, "other": title, "member": listing.member.names}
        tell([person], "match.new", said, f"/exchange/{listing.pk}/", once=f"copy:{number}")
