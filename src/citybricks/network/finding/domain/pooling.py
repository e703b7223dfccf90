"""The pool of this process: everything that can be found, in memory, kept up to date.

A change costs a query of what changed since; at most once a second somebody looks. What is much
is read in a thread, and found as it was until then, so that no reader waits. Of a pool that takes
long to make, a new one is made at most during a tenth of the time.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from datetime import datetime, timedelta

import numpy as np
import structlog
from django.db import Error, connections
from django.db.models import F
from numpy.typing import NDArray

from citybricks.methods.matching.documents import Item
from citybricks.methods.matching.pool import Pool
from citybricks.network.finding.domain.entries import item_of
from citybricks.network.finding.embedders import embedders, in_database
from citybricks.network.finding.models import Entry, Vector
from citybricks.network.finding.pgvector import PlacesPool

log = structlog.get_logger("citybricks.finding")

LOOK_SECONDS = 1.0
_OVERLAP = timedelta(minutes=2)
"""How far back to look: a transaction may be committed after a later one."""
_AT_ONCE = 200
"""Texts, those there are and those that changed, up to which a request reads them itself."""
_REST = 10
"""How many times as long as making a pool took it is kept."""
_PORTION = 500
"""Entries read from the database at a time."""


class Keeper:
    """Holds the pool and brings it up to date."""

    def __init__(self) -> None:
        kind = PlacesPool if in_database() else Pool
        self.pool = kind.of([], embedders=embedders())
        self.hidden: frozenset[str] = frozenset()
        self._read: dict[str, datetime] = {}
        self._newest: datetime | None = None
        self._looked = 0.0
        self._pause = LOOK_SECONDS
        self._lock = threading.Lock()
        self._reading: threading.Thread | None = None

    def current(self) -> Pool:
        """Return the pool, looking for changes when nobody did for a second."""
        if time.monotonic() - self._looked < self._pause and self._read:
            return self.pool
        with self._lock:
            if self._reading and self._reading.is_alive():
                return self.pool
            changed = self._changed()
            gone = self._gone()
            self._looked = time.monotonic()
            if not changed and not gone:
                return self.pool
            if self._read and len(self.pool.entries) + len(changed) > _AT_ONCE:
                self._read_on(changed, gone)
            else:
                self._update(changed, gone)
        return self.pool

    def _changed(self) -> list[int]:
        """Return the numbers of entries that are not as they were read."""
        entries = Entry.objects.all()
        if self._newest is not None:
            entries = entries.filter(changed__gte=self._newest - _OVERLAP)
        rows = entries.values_list("pk", "key", "changed")
        return [pk for pk, key, changed in rows if self._read.get(key) != changed]

    def _gone(self) -> set[str]:
        """Return the keys of rows that are no more."""
        if Entry.objects.count() >= len(self._read):
            return set()
        return self._read.keys() - set(Entry.objects.values_list("key", flat=True))

    def _read_on(self, changed: list[int], gone: set[str]) -> None:
        self._reading = threading.Thread(
            target=self._read_apart, args=(changed, gone), name="pool", daemon=True
        )
        self._reading.start()

    def _read_apart(self, changed: list[int], gone: set[str]) -> None:
        start = time.monotonic()
        try:
            self._update(changed, gone)
            self._pause = max(LOOK_SECONDS, _REST * (time.monotonic() - start))
        except Error as error:
            log.warning("pool not read", reason=str(error))
        finally:
            connections.close_all()

    def _update(self, changed: list[int], gone: set[str]) -> None:
        pool, hidden, read = self.pool, set(self.hidden), dict(self._read)
        for start in range(0, len(changed), _PORTION):
            entries = list(Entry.objects.filter(pk__in=changed[start : start + _PORTION]))
            dropped = {entry.key for entry in entries if entry.gone}
            items = [item_of(entry) for entry in entries if not entry.gone]
            vectors = {} if in_database() else _vectors(entries)
            pool = pool.without(dropped).with_items(items, vectors)
            hidden -= {entry.key for entry in entries}
            hidden |= {entry.key for entry in entries if not entry.public}
            read |= {entry.key: entry.changed for entry in entries}
        pool = pool.without(gone) if gone else pool
        ready(pool)
        for key in gone:
            del read[key]
        self.pool, self.hidden, self._read = pool, frozenset(hidden - gone), read
        self._newest = max(read.values(), default=None)


def ready(pool: Pool) -> None:
    """Compute now what the first search would otherwise wait for."""
    if len(pool):
        pool.scores(pool.asked(""))


def _vectors(entries: Iterable[Entry]) -> dict[str, dict[str, NDArray[np.float16]]]:
    """Return the vectors of entries by document and model."""
    rows = Vector.objects.filter(entry__in=list(entries), revision=F("entry__revision"))
    sizes = {model.name: model.size for model in embedders()}
    found: dict[str, dict[str, NDArray[np.float16]]] = {}
    for document, model, numbers in rows.values_list("document", "model", "numbers"):
        row = np.frombuffer(numbers, np.float16)
        if sizes.get(model) == len(row):
            found.setdefault(document, {})[model] = row
    return found


def items(keys: Iterable[str]) -> list[Item]:
    """Return items of the pool by their keys; what is not there is left out."""
    pool = keeper().current()
    return [pool.item(key) for key in keys if key in pool]


_keeper: Keeper | None = None
_making = threading.Lock()


def keeper() -> Keeper:
    """Return the keeper of this process."""
    global _keeper  # noqa: PLW0603 - one per process
    with _making:
        if _keeper is None:
            _keeper = Keeper()
        return _keeper


def forget() -> None:
    """Let the next search read everything anew."""
    global _keeper  # noqa: PLW0603 - one per process
    with _making:
        _keeper = None
