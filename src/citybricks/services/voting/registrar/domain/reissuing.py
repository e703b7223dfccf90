"""Give a voter another credential: one of the spare ones; the board refuses the old one from then.

A credential with which a ballot was cast is not replaced: the ballot counts, and the first version
of the protocol cannot take one off a board. Whoever holds that credential can still replace the
ballot; the voter complains.
"""

from __future__ import annotations

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from citybricks.methods.ballot import strict_json
from citybricks.services.voting.board.models import Event
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.vocabulary import State
from citybricks.services.voting.refusal import RefusedError
from citybricks.services.voting.registrar.domain import authority, revocations
from citybricks.services.voting.registrar.domain.handing import unlock
from citybricks.services.voting.registrar.domain.making import (
    digest,
    public_about,
    secret_about,
    spare_about,
)
from citybricks.services.voting.registrar.domain.sealing import Vault
from citybricks.services.voting.registrar.models import (
    Credential,
    Deed,
    Registration,
    Spare,
)
from citybricks.services.voting.roll.domain import electors
from citybricks.services.voting.roll.models import Revocation

POSSIBLE = (State.REGISTRAR, State.TRUSTEES, State.FROZEN, State.OPEN)
"""States in which a voter can be given another credential."""
_DIGEST = 32
_MOST_BYTES = 1 << 30


class Reason(models.TextChoices):
    """Why a credential is revoked, as everybody may read."""

    LOST = "lost", _("Lost")
    STOLEN = "stolen", _("Seen by somebody else")
    UNDELIVERED = "undelivered", _("Never arrived")
    MISPRINTED = "misprinted", _("Misprinted")


REASONS = {
    "state": (
        "Credentials are replaced until the vote closes, not after.",
        "凭证只能在投票结束前更换。",
    ),
    "nobody": (
        "Nobody with this number was given a credential.",
        "没有向此编号的投票人发放过凭证。",
    ),
    "reason": (
        "Choose one of the reasons.",
        "请选择一个理由。",
    ),
    "waiting": (
        "The letter of this voter was not handed out yet: there is nothing to revoke.",
        "该投票人的信函尚未发放，无需作废。",
    ),
    "cast": (
        "A ballot was cast with this credential, and counts. Only who holds it can replace it.",
        "已有人使用此凭证投票，该票计入结果。只有持有者可以更改。",
    ),
    "spare": (
        "No spare credential of this weight is left.",
        "该权重的备用凭证已用完。",
    ),
}
"""Why no other credential is given, in English and Chinese."""


class ReissueError(RefusedError):
    """No other credential is given.

    Parameters
    ----------
    code
        A key of `REASONS`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code, *REASONS[code])


def reissue(election: Election, typed: str, reason: str, passphrase: str, by: str) -> Revocation:
    """Revoke a voter's credential and give them a spare one; its letter waits to be made.

    Parameters
    ----------
    typed
        The voter's number.
    reason
        One of `Reason`.
    passphrase
        Of the registrar officer.
    by
        Address of the officer, for the journal.

    Raises
    ------
    ReissueError
        When it cannot be done.
    WrongPassphraseError
        When the passphrase is another.
    """
    if election.state not in POSSIBLE:
        raise ReissueError("state")
    if reason not in Reason.values:
        raise ReissueError("reason")
    with transaction.atomic(using=authority.database()):
        held = Registration.objects.select_for_update().filter(election=election.uuid).first()
        number = electors.number_of(election, typed)
        row = held.credentials.filter(voter=number).first() if held and number else None
        if held is None or row is None:
            raise ReissueError("nobody")
        vault = unlock(held, passphrase)
        if row.secret:
            raise ReissueError("waiting")
        public = _public_of(
            held, vault.open(bytes(row.public), public_about(held.election, number))
        )
        if is_cast(election.uuid, public):
            raise ReissueError("cast")
        _give_spare(held, row, vault)
        Deed.objects.create(registration=held, what="reissue", count=1, by=by)
        return revocations.revoke(election, public, reason)


def is_cast(election: str, public: str) -> bool:
    """Whether the board has a ballot with a credential."""
    return Event.objects.filter(board=election, type="Ballot", credential=public).exists()


def _give_spare(held: Registration, row: Credential, vault: Vault) -> None:
    """Make a spare credential of the same weight the voter's.

    Raises
    ------
    ReissueError
        When none is left.
    """
    spare = Spare.objects.filter(registration=held, weight=row.weight).first()
    if spare is None:
        raise ReissueError("spare")
    content = vault.open(bytes(spare.sealed), spare_about(held.election, spare.weight))
    row.public = vault.seal(content[:_DIGEST], public_about(held.election, row.voter))
    row.secret = vault.seal(content[_DIGEST:], secret_about(held.election, row.voter))
    row.number += 1
    row.save()
    spare.delete()


def _public_of(held: Registration, wanted: bytes) -> str:
    """Return the public part with a digest, from the published list.

    Raises
    ------
    ReissueError
        When it is not there.
    """
    listed = strict_json.loads(held.public.encode(), most_bytes=_MOST_BYTES, depth=1)
    assert isinstance(listed, list)  # noqa: S101 - as it was written
    for each in listed:
        part = str(each).partition(",")[0]
        if digest(part) == wanted:
            return part
    raise ReissueError("nobody")
