"""The access log: who did what with which record, each entry chained to the one before.

An entry holds the SHA-256 of what it says and of the hash before it. Whoever changes, removes or
inserts one breaks every hash after it; whoever keeps a hash (a guardian's export holds the last)
sees later that the log up to there is still the same.

References
----------
.. [1] S. Haber, W. S. Stornetta, "How to time-stamp a digital document", J. Cryptology 3, 1991.
   doi:10.1007/BF00196791
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import rfc8785
from django.db import IntegrityError, transaction
from django.utils import timezone

from citybricks.services.schoolhealth.pupils.models import AccessEntry, ChainHead
from citybricks.services.schoolhealth.pupils.router import DATABASE
from citybricks.services.schoolhealth.pupils.vocabulary import Actor, Purpose

START = "0" * 64
"""What the first entry is chained to."""
SHORT = 2_000
"""Entries that are looked at while somebody waits; longer logs are verified every night."""
HUB = 0
"""Account of what the hub does by itself."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who does something with records, as what and why.

    Parameters
    ----------
    user
        The account; 0 for the hub itself.
    role
        A role of `schools`, or one of `Actor`.
    purpose
        One of `Purpose`.
    """

    user: int
    role: str
    purpose: str

    def __post_init__(self) -> None:
        """Refuse who does not say why."""
        if self.purpose not in Purpose.values:
            raise NoPurposeError(self.purpose)


class NoPurposeError(ValueError):
    """Nobody touches a record without saying why."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done with one record.

    Parameters
    ----------
    pupil
        Pseudonym; empty where no single record was seen.
    what
        Which days, or how many.
    """

    pupil: str
    what: str = ""


def hub(purpose: str) -> Reader:
    """Return the hub itself."""
    return Reader(HUB, Actor.HUB, purpose)


def add(city: str, by: Reader, action: str, deeds: Iterable[Deed]) -> None:
    """Add entries, in the caller's transaction or their own.

    Entries of a city are numbered without gap, however many are added at once: the head of its
    chain is locked meanwhile.
    """
    with transaction.atomic(using=DATABASE):
        head = _locked(city)
        rows = []
        for deed in deeds:
            row = AccessEntry(
                city=city, n=head.n + 1, at=timezone.now(), who=by.user, role=by.role,
                purpose=by.purpose, action=action, pupil=deed.pupil, what=deed.what[:80],
                previous=head.hash,
            )  # fmt: skip
            row.hash = digest(row)
            head.n, head.hash = row.n, row.hash
            rows.append(row)
        AccessEntry.objects.bulk_create(rows, batch_size=500)
        head.save(update_fields=["n", "hash"])


def digest(row: AccessEntry) -> str:
    """Return the hash of an entry: SHA-256 of what it says as canonical JSON (RFC 8785)."""
    said: dict[str, str | int] = {
        "city": row.city,
        "n": row.n,
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "who": row.who,
        "role": row.role,
        "purpose": row.purpose,
        "action": row.action,
        "pupil": row.pupil,
        "what": row.what,
        "previous": row.previous,
    }
    return hashlib.sha256(rfc8785.dumps(dict(said))).hexdigest()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a city's log is whole.

    Parameters
    ----------
    entries
        How many it has.
    head
        Hash of the last.
    broken
        Number of the first entry that does not fit; None: all do.
    at
        When every entry was looked at.
    """

    entries: int
    head: str
    broken: int | None = None
    at: datetime | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing was changed, removed or inserted."""
        return self.broken is None


def verify(city: str) -> Verdict:
    """Look at every entry of a city's log, and remember what was found."""
    head = ChainHead.objects.filter(pk=city).first()
    entries, last = (head.n, head.hash) if head else (0, START)
    now, broken = timezone.now(), _broken(city, entries, last)
    ChainHead.objects.filter(pk=city).update(verified_at=now, broken=broken)
    return Verdict(entries, last, broken, now)


def verdict(city: str) -> Verdict:
    """Return what `verify` found last; a short log is looked at now."""
    head = ChainHead.objects.filter(pk=city).first()
    if head is None or head.verified_at is None or head.n <= SHORT:
        return verify(city)
    return Verdict(head.n, head.hash, head.broken, head.verified_at)


def fits(city: str, rows: Sequence[AccessEntry]) -> bool:
    """Whether some entries of a city are as they were written, each chained to the one before."""
    before = {0: START}
    for at in range(0, len(rows), 500):
        numbers = [row.n - 1 for row in rows[at : at + 500]]
        near = AccessEntry.objects.filter(city=city, n__in=numbers)
        before |= dict(near.values_list("n", "hash"))
    return all(row.hash == digest(row) and row.previous == before.get(row.n - 1) for row in rows)


def _broken(city: str, entries: int, last: str) -> int | None:
    before, seen = START, 0
    rows = AccessEntry.objects.filter(city=city, n__lte=entries).order_by("n")
    for row in rows.iterator(chunk_size=2000):
        if row.n != seen + 1 or row.previous != before or row.hash != digest(row):
            return seen + 1
        before, seen = row.hash, row.n
    return None if seen == entries and before == last else seen + 1


def of_pupil(pseudonym: str) -> Sequence[AccessEntry]:
    """Return what was done with a pupil's record, the latest first."""
    return list(AccessEntry.objects.filter(pupil=pseudonym).order_by("-n"))


def cities() -> list[str]:
    """Return the cities that have a log."""
    return list(ChainHead.objects.order_by("pk").values_list("pk", flat=True))


def _locked(city: str) -> ChainHead:
    """Return the head of a chain, which nobody else moves until the transaction ends."""
    heads = ChainHead.objects.select_for_update()
    found = heads.filter(pk=city).first()
    if found is not None:
        return found
    try:
        with transaction.atomic(using=DATABASE):
            ChainHead.objects.create(city=city, n=0, hash=START)
    except IntegrityError:
        pass  # somebody was first
    return heads.get(pk=city)
