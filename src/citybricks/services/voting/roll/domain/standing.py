"""Why a voter may not vote online, or not with this credential."""

from __future__ import annotations

from citybricks.services.voting.refusal import RefusedError
from citybricks.services.voting.roll.models import Voter
from citybricks.services.voting.roll.vocabulary import ONLINE, Voted

REASONS = {
    "closed": (
        "The vote is not open.",
        "投票未开放。",
    ),
    "not shown": (
        "This is no valid code or token: mistyped, used, or expired. Ask for another.",
        "验证码或令牌无效：可能输入有误、已被使用或已过期。请重新获取。",
    ),
    "unknown": (
        "The permit is unknown, was used, or has expired. Ask for a new code.",
        "许可不存在、已被使用或已过期。请重新获取验证码。",
    ),
    "paper": (
        "The roll says that you have voted on paper or by post. The first way counts.",
        "名册显示您已在投票点或以邮寄方式投票。以先使用的方式为准。",
    ),
    "channel": (
        "The roll says that you vote on paper.",
        "名册显示您以纸质方式投票。",
    ),
    "second credential": (
        "You have voted with another credential already. To replace your vote, use that one.",
        "您已使用另一凭证投过票。如需更改，请使用原来的凭证。",
    ),
    "credential of another": (
        "A vote was cast with this credential before you voted: ask the registrar, and complain.",
        "在您投票之前，已有人使用此凭证投票：请联系登记员并提出申诉。",
    ),
}
"""Why no ballot is let through, in English and Chinese."""


class PermitError(RefusedError):
    """A ballot is not let through.

    Parameters
    ----------
    code
        Which of `REASONS`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code, *REASONS[code])


def hindrance(voter: Voter) -> str:
    """Return why a voter may not vote online, as a code of `REASONS`; empty when they may."""
    if voter.channel not in ONLINE:
        return "channel"
    return "paper" if voter.voted in (Voted.PAPER, Voted.POST) else ""


def unfitting(voter: Voter, *, known: bool) -> str:
    """Return why a voter may not vote with a credential, as a code of `REASONS`; empty when fine.

    Parameters
    ----------
    known
        Whether a ballot with the credential is on the board.
    """
    if voter.voted == Voted.ONLINE:
        return "" if known else "second credential"
    return "credential of another" if known else ""
