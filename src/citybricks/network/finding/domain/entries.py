"""Keep things findable: put, drop."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from citybricks.methods.matching.documents import Document, Facets, Item
from citybricks.network.content.text import Text
from citybricks.network.errands.domain.errands import owe
from citybricks.network.finding.models import Entry

EMBED = "finding.embed"


@transaction.atomic
def put(item: Item, *, url: str, title: Text, summary: Text, public: bool = True) -> None:
    """Let a thing be found, or change what is found; embedding is owed, not done.

    Parameters
    ----------
    item
        Its key (``member:<slug>``, ``offer:<ulid>``, ``need:<ulid>``, ``brick:<id>``), texts and
        facets.
    url
        Path of its page.
    title, summary
        As lists show it.
    public
        Whether everybody finds it; what is not public is matched and not found by searching.
    """
    documents = [asdict(document) for document in item.documents]
    said = {
        "kind": item.kind,
        "owner": item.owner,
        "url": url,
        "title": title,
        "summary": summary,
        "documents": documents,
        "facets": as_json(item.facets),
        "public": public,
        "gone": False,
    }
    entry = Entry.objects.select_for_update().filter(key=item.key).first()
    if entry is None:
        entry = Entry(key=item.key, embedded="")
    elif all(getattr(entry, name) == value for name, value in said.items()):
        return
    elif entry.documents != documents:
        entry.revision += 1
        entry.embedded = ""
    for name, value in said.items():
        setattr(entry, name, value)
    entry.changed = timezone.now()
    entry.save()
    if not entry.embedded:
        owe(EMBED, once=EMBED)


def drop(key: str) -> None:
    """Let a thing not be found any more; nothing happens when there is none."""
    Entry.objects.filter(key=key, gone=False).update(gone=True, changed=timezone.now())


def drop_others(kind: str, keys: Collection[str]) -> None:
    """Let things of a kind not be found any more, but for some."""
    others = Entry.objects.filter(kind=kind, gone=False).exclude(key__in=keys)
    others.update(gone=True, changed=timezone.now())


def item_of(entry: Entry) -> Item:
    """Return an entry as matching knows it."""
    return Item(
        key=entry.key,
        kind=entry.kind,  # type: ignore[arg-type] # written by `put`
        owner=entry.owner,
        documents=tuple(Document(**document) for document in entry.documents),
        facets=as_facets(entry.facets),
    )


def as_json(facets: Facets) -> dict[str, Any]:
    """Return facets as JSON: sets as sorted lists."""
    return {
        name: sorted(value) if isinstance(value, frozenset) else value and list(value)
        for name, value in asdict(facets).items()
    }


def as_facets(values: dict[str, Any]) -> Facets:
    """Return facets from their JSON."""
    trl = values.get("trl")
    sets = {name: frozenset(value or ()) for name, value in values.items() if name != "trl"}
    return Facets(trl=tuple(trl) if trl else None, **sets)
