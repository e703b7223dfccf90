"""Embed what can be found, a batch at a time, outside of any request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from citybricks.methods.matching.pool import Vectors, vectors_of
from citybricks.network.errands.domain.errands import owe
from citybricks.network.finding import pgvector
from citybricks.network.finding.domain.entries import EMBED, item_of
from citybricks.network.finding.embedders import embedders, in_database, mark
from citybricks.network.finding.models import Entry, Vector

log = structlog.get_logger("citybricks.finding")

BATCH = 16
"""Entries embedded in one errand, so that mails need not wait long in between."""
_GONE_DAYS = 7
"""Days after which every process has noticed what is not to be found any more."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many entries are embedded, of how many."""

    done: int
    total: int


def progress() -> Progress:
    """Return how far embedding is."""
    total = Entry.objects.filter(gone=False).count()
    return Progress(total - _waiting().count(), total)


def embed_some() -> None:
    """Embed a batch of what has no vectors of today's models, and owe the next."""
    entries = list(_waiting().order_by("changed", "pk")[:BATCH])
    if not entries:
        return
    documents = [document for entry in entries for document in item_of(entry).documents]
    vectors = vectors_of(documents, embedders())
    for entry in entries:
        _keep(entry, vectors)
    seen = progress()
    log.info("embedded", done=seen.done, total=seen.total)
    if seen.done < seen.total:
        owe(EMBED, once=EMBED)


def owe_embedding() -> None:
    """Owe what is left to do, as after a change of models."""
    if _waiting().exists():
        owe(EMBED, once=EMBED)


def embed_anew() -> int:
    """Let every entry be embedded once more, and return how many there are."""
    count = Entry.objects.filter(gone=False).update(embedded="")
    owe_embedding()
    return count


def sweep() -> None:
    """Remove entries that nobody finds any more."""
    long_ago = timezone.now() - timedelta(days=_GONE_DAYS)
    Entry.objects.filter(gone=True, changed__lt=long_ago).delete()


def _waiting() -> QuerySet[Entry]:
    return Entry.objects.filter(gone=False).exclude(embedded=mark())


@transaction.atomic
def _keep(entry: Entry, vectors: dict[str, Vectors]) -> None:
    """Keep an entry's vectors, unless its texts changed meanwhile."""
    same = Entry.objects.filter(pk=entry.pk, revision=entry.revision)
    if not same.update(embedded=mark(), changed=timezone.now()):
        return
    Vector.objects.filter(entry=entry).delete()
    made = Vector.objects.bulk_create(
        Vector(
            entry=entry, document=key, model=name, revision=entry.revision, numbers=row.tobytes()
        )
        for document in entry.documents
        for key in [document["key"]]
        for name, row in vectors[key].items()
    )
    if in_database():
        pgvector.place(made, item_of(entry).documents)
