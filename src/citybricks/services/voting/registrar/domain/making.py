"""Make the credentials of an election: one for each voter, and some to spare.

Whoever holds a credential can sign ballots with it; the board knows public parts only. They are
published as one list in the order of the parts themselves, so that no position leads to a voter,
and spare ones are not told from the others. How many there are of each is published beside it.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.groups import Element, Group, by_name
from citybricks.methods.ballot.proving.credentials import (
    long_credential,
    public_list,
    public_part,
)
from citybricks.services.voting.elections.domain.credentials import let_go, take
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.vocabulary import State
from citybricks.services.voting.registrar.domain import authority, sealing
from citybricks.services.voting.registrar.domain.sealing import Vault
from citybricks.services.voting.registrar.models import Credential, Deed, Registration, Spare
from citybricks.services.voting.roll.domain import electors

_BATCH = 1_000
MOST_SPARES = 0.2
"""Spare credentials, as a part of the voters; each is a vote that the registrar could cast."""


class MakingError(ValueError):
    """Credentials cannot be made now.

    Parameters
    ----------
    code
        ``state``, ``made``, ``nobody`` or ``spares``.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Made:
    """A credential, while it is in memory.

    Parameters
    ----------
    secret
        What the voter types.
    part
        Public part.
    text
        The same, as it is published.
    weight
        How often a ballot with it counts.
    """

    secret: str
    part: Element
    text: str
    weight: int

    def __repr__(self) -> str:
        """Say nothing of the secret."""
        return f"Made({self.text[:12]}…)"


def new(group: Group, uuid: str, weight: int = 1) -> Made:
    """Make a credential."""
    secret = long_credential()
    part = public_part(group, uuid, secret)
    return Made(secret, part, group.write(part), weight)


def digest(text: str) -> bytes:
    """Return by what a public part is known in sealed rows."""
    return hashlib.sha256(text.encode()).digest()


def make(election: Election, passphrase: str, spares: int, by: str) -> Registration:
    """Make the credentials for the roll as it stands, seal them, and hand the public list over.

    Parameters
    ----------
    passphrase
        Of the registrar officer; it is not kept.
    spares
        How many to make besides, for voters whose letter is lost.
    by
        Address of the officer, for the journal.

    Raises
    ------
    MakingError
        When the election does not wait for credentials, or has them.
    WeakPassphraseError
        When the passphrase is too short.
    """
    if election.state != State.REGISTRAR:
        raise MakingError("state")
    people = list(electors.of(election).values_list("voter_id", "weight"))
    if not people:
        raise MakingError("nobody")
    if not 0 <= spares <= most_spares(len(people)):
        raise MakingError("spares")
    with transaction.atomic(using=authority.database()):
        if election.public_credentials:
            raise MakingError("made")
        Registration.objects.filter(election=election.uuid).delete()  # of a roll that was changed
        vault, lock = sealing.new_vault(passphrase, election.uuid)
        group = by_name(election.group)
        made = [new(group, election.uuid, weight) for _voter, weight in people]
        spare = [
            new(group, election.uuid, weight)
            for weight in _spare_weights(spares, [weight for _voter, weight in people])
        ]
        listed = public_list(group, [(one.part, one.weight) for one in (*made, *spare)])
        public = strict_json.dumps(list(listed))
        kept = Registration.objects.create(
            election=election.uuid,
            group=election.group,
            lock=lock,
            public=public.decode(),
            voters=len(made),
            spares=len(spare),
            by=by,
        )
        numbers = [voter for voter, _weight in people]
        Credential.objects.bulk_create(_rows(kept, vault, numbers, made), _BATCH)
        Spare.objects.bulk_create(_spares(kept, vault, spare), _BATCH)
        Deed.objects.create(registration=kept, what="make", count=len(made) + len(spare), by=by)
        take(election, public, single_authority=authority.is_single())
    return kept


def most_spares(voters: int) -> int:
    """Return how many spare credentials may be made for so many voters."""
    return max(5, math.floor(MOST_SPARES * voters))


def discard(election: Election) -> None:
    """Let go of the credentials of an election that is not yet frozen; letters sent are void.

    Raises
    ------
    MakingError
        When the election is frozen.
    """
    if election.state != State.REGISTRAR:
        raise MakingError("state")
    let_go(election)
    Registration.objects.filter(election=election.uuid).delete()


def secret_about(election: str, voter: str) -> str:
    """Return what a voter's sealed credential is about."""
    return f"{election}|secret|{voter}"


def public_about(election: str, voter: str) -> str:
    """Return what the sealed digest of a voter's public part is about."""
    return f"{election}|public|{voter}"


def spare_about(election: str, weight: int) -> str:
    """Return what a sealed spare credential is about."""
    return f"{election}|spare|{weight}"


def _rows(
    kept: Registration, vault: Vault, voters: Sequence[str], made: Sequence[Made]
) -> Iterator[Credential]:
    for voter, one in zip(voters, made, strict=True):
        yield Credential(
            registration=kept,
            voter=voter,
            weight=one.weight,
            secret=vault.seal(one.secret.encode(), secret_about(kept.election, voter)),
            public=vault.seal(digest(one.text), public_about(kept.election, voter)),
        )


def _spares(kept: Registration, vault: Vault, made: Sequence[Made]) -> Iterator[Spare]:
    for one in made:
        about = spare_about(kept.election, one.weight)
        content = digest(one.text) + one.secret.encode()
        yield Spare(registration=kept, weight=one.weight, sealed=vault.seal(content, about))


def _spare_weights(spares: int, weights: Sequence[int]) -> list[int]:
    """Return the weights of spare credentials: one of each, then in proportion (Sainte-Laguë)."""
    counts = Counter(weights)
    given: Counter[int] = Counter()
    for _spare in range(spares):
        due = max(counts, key=lambda one: (not given[one], counts[one] / (2 * given[one] + 1)))
        given[due] += 1
    return list(given.elements())
