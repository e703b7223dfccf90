"""Hand credentials out: as letters, as a table for a printer, or by mail; each once.

Letters of a batch can be made again until the officer says that they arrived where they are
printed. From then on nobody can: the sealed credential is gone, and only what revokes it is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.registrar.domain import authority, sealing
from citybricks.services.voting.registrar.domain.making import secret_about
from citybricks.services.voting.registrar.domain.sealing import Vault
from citybricks.services.voting.registrar.models import Credential, Deed, Registration
from citybricks.services.voting.roll.domain import electors

LETTERS = 100
"""Letters in one file: more would keep the officer waiting."""
BATCHES = ("letters", "table")
"""What the journal says of a batch; they are counted, so that no number is given twice."""
MAILS = 200
"""Mails that are sent at one go."""


class NothingWaitsError(ValueError):
    """No credential waits to be handed out."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a voter is told.

    Parameters
    ----------
    voter, name, email
        To whom.
    language
        ``zh-Hans`` or ``en``.
    credential
        What they vote with.
    issue
        1 for the first letter; more when an earlier credential was revoked.
    booth
        Address of the booth, with the credential in the fragment, which browsers do not send.
    """

    voter: str
    name: str
    email: str
    language: str
    credential: str
    issue: int
    booth: str

    def __repr__(self) -> str:
        """Say nothing of the credential."""
        return f"Letter({self.voter!r})"


def booth_of(election: str) -> str:
    """Return the address of an election's booth."""
    return f"{settings.ENVIRONMENT.origin}/voting/{election}/booth/"


def unlock(registration: Registration, passphrase: str) -> Vault:
    """Return the key of the sealed rows.

    Raises
    ------
    WrongPassphraseError
        When the passphrase is another.
    """
    return sealing.opened(registration.lock, passphrase, registration.election)


def waiting(registration: Registration) -> QuerySet[Credential]:
    """Return the credentials that nobody was given yet."""
    return registration.credentials.exclude(secret=b"").filter(batch=None).order_by("voter")


def unconfirmed(registration: Registration) -> QuerySet[Credential]:
    """Return the credentials in letters of which nobody has said that they arrived."""
    return registration.credentials.exclude(batch=None)


def letters(
    election: Election, registration: Registration, vault: Vault, rows: Iterable[Credential]
) -> Iterator[Letter]:
    """Open credentials, for the voters on the roll."""
    found = list(rows)
    people = electors.numbered(election, (row.voter for row in found))
    for row in found:
        voter = people[row.voter]
        about = secret_about(registration.election, row.voter)
        credential = vault.open(bytes(row.secret), about).decode()
        yield Letter(
            voter=row.voter,
            name=voter.name,
            email=voter.email,
            language="zh-Hans" if voter.lang == "zh" else "en",
            credential=credential,
            issue=row.number,
            booth=f"{booth_of(registration.election)}#{credential}",
        )


def take_batch(registration: Registration, most: int | None, by: str, what: str) -> int:
    """Put credentials that wait into a new batch of letters; return its number.

    Parameters
    ----------
    most
        How many; None for all.
    by, what
        For the journal.

    Raises
    ------
    NothingWaitsError
        When nothing waits.
    """
    with transaction.atomic(using=authority.database()):
        picked = list(waiting(registration).values_list("pk", flat=True)[:most])
        if not picked:
            raise NothingWaitsError("nothing waits")
        batch = registration.deeds.filter(what__in=BATCHES).count() + 1
        for start in range(0, len(picked), 500):
            some = Credential.objects.filter(pk__in=picked[start : start + 500])
            some.update(batch=batch)
        Deed.objects.create(registration=registration, what=what, count=len(picked), by=by)
    return batch


def of_batch(registration: Registration, batch: int) -> QuerySet[Credential]:
    """Return the credentials in a batch that was not confirmed."""
    return registration.credentials.filter(batch=batch).exclude(secret=b"").order_by("voter")


def confirm(registration: Registration, batch: int, by: str) -> int:
    """Note that the letters of a batch arrived where they are printed: nobody can make them again.

    Returns
    -------
    int
        How many they are.
    """
    with transaction.atomic(using=authority.database()):
        count = of_batch(registration, batch).update(secret=b"", batch=None)
        if count:
            Deed.objects.create(registration=registration, what="confirm", count=count, by=by)
    return count


def put_back(registration: Registration, batch: int, by: str) -> int:
    """Let the letters of a batch be made again, as they did not arrive; return how many."""
    with transaction.atomic(using=authority.database()):
        count = of_batch(registration, batch).update(batch=None)
        if count:
            Deed.objects.create(registration=registration, what="again", count=count, by=by)
    return count


def with_address(election: Election, registration: Registration) -> list[Credential]:
    """Return the credentials that wait and whose voters have an e-mail address."""
    rows = list(waiting(registration))
    people = electors.numbered(election, (row.voter for row in rows))
    return [row for row in rows if people[row.voter].email]


def forget(rows: Sequence[Credential]) -> None:
    """Let go of credentials that were handed out."""
    Credential.objects.filter(pk__in=[row.pk for row in rows]).update(secret=b"", batch=None)
