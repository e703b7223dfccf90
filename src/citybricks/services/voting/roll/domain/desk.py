"""The polling desk and the postal desk: one live roll, and the first channel wins.

Who is marked gets no permit any more, and a permit that was given is void. Who voted online cannot
be marked. A mark can be undone as long as nothing else has happened to the voter since, with a
reason, and the journal keeps both.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.vocabulary import State
from citybricks.services.voting.refusal import RefusedError
from citybricks.services.voting.roll.domain.codes import find
from citybricks.services.voting.roll.models import Code, DeskToken, Entry, Permit, Voter
from citybricks.services.voting.roll.vocabulary import ON_PAPER, Channel, Deed, Voted

MARKED = (State.OPEN, State.CLOSED)
"""States in which voters are marked: what came by post is often opened after the close."""

REASONS = {
    "closed": (
        "Voters are marked while the vote is open, and until it is tallied.",
        "仅在投票开放期间及计票之前可以登记。",
    ),
    "nobody": (
        "Nobody on the roll has this number or address.",
        "名册中没有此编号或地址的投票人。",
    ),
    "online": (
        "Has voted online already; that vote counts. Give out no paper.",
        "已在线投票，以该票为准。请勿发放纸质选票。",
    ),
    "paper": (
        "Is marked as having voted at the polling desk already.",
        "已登记为在投票点投票。",
    ),
    "post": (
        "Is marked as having voted by post already.",
        "已登记为邮寄投票。",
    ),
    "channel": (
        "The roll says that this voter votes online only.",
        "名册显示该投票人只能在线投票。",
    ),
    "not marked": (
        "There is no mark that could be undone.",
        "没有可撤销的登记。",
    ),
    "since": (
        "Something else has happened since; the mark stays.",
        "其后已有其他操作，登记不可撤销。",
    ),
    "reason": (
        "Say why the mark is undone.",
        "请说明撤销的理由。",
    ),
}
"""Why something cannot be done, in English and Chinese."""


class DeskError(RefusedError):
    """Something cannot be done at the desk.

    Parameters
    ----------
    code
        A key of `REASONS`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code, *REASONS[code])


def voter_of(election: Election, typed: str) -> Voter:
    """Return the voter with a number or an address.

    Raises
    ------
    DeskError
        When nobody has it.
    """
    voter = find(election, typed)
    if voter is None:
        raise DeskError("nobody")
    return voter


@transaction.atomic
def mark(voter: Voter, voted: str, by: Any) -> Entry:
    """Note that a voter votes at the polling desk or by post.

    Parameters
    ----------
    voted
        `Voted.PAPER` or `Voted.POST`.

    Raises
    ------
    DeskError
        When they have voted already, vote online only, or it is too early or too late.
    """
    fresh = _locked(voter)
    if fresh.voted != Voted.NOT:
        raise DeskError(fresh.voted)
    if fresh.channel not in ON_PAPER:
        raise DeskError("channel")
    _write(fresh, voted)
    for secret in (Permit, Code, DeskToken):
        secret.objects.filter(voter=fresh).delete()
    return _entry(fresh, Deed(voted), by)


@transaction.atomic
def undo(voter: Voter, by: Any, reason: str) -> Entry:
    """Take a mark back, as long as nothing else has happened to the voter since.

    Raises
    ------
    DeskError
        When there is no mark, something has happened since, or no reason is given.
    """
    fresh = _locked(voter)
    if not reason.strip():
        raise DeskError("reason")
    if fresh.voted not in (Voted.PAPER, Voted.POST):
        raise DeskError("online" if fresh.voted == Voted.ONLINE else "not marked")
    last = fresh.entries.order_by("-pk").first()
    if last is None or last.deed != fresh.voted:
        raise DeskError("since")
    _write(fresh, Voted.NOT)
    return _entry(fresh, Deed.UNDO, by, reason.strip()[:300])


def possible(voter: Voter) -> list[str]:
    """Return what can be done with a voter: mark, undo, print a token."""
    if voter.voted in (Voted.PAPER, Voted.POST):
        return ["undo"]
    if voter.voted == Voted.ONLINE:
        return ["token"]
    marks = ["paper", "post"] if voter.channel in ON_PAPER else []
    return marks + (["token"] if voter.channel != Channel.PAPER else [])


def _locked(voter: Voter) -> Voter:
    fresh = Voter.objects.select_for_update(of=("self",)).get(pk=voter.pk)
    state = Election.objects.values_list("state", flat=True).get(pk=fresh.election_id)
    if state not in MARKED:
        raise DeskError("closed")
    return fresh


def _write(voter: Voter, voted: str) -> None:
    """Write a mark; without history, as that would tell when."""
    day = timezone.localdate() if voted else None
    Voter.objects.filter(pk=voter.pk).update(voted=voted, voted_on=day)


def _entry(voter: Voter, deed: str, by: Any, reason: str = "") -> Entry:
    now = timezone.now()
    return Entry.objects.create(
        voter=voter, deed=deed, by=by, reason=reason, day=timezone.localdate(), at=now
    )
