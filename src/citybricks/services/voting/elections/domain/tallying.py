"""The tally of an election: what trustees shuffle and decrypt, on its board."""

from __future__ import annotations

from typing import Any

from citybricks.services.voting.board.domain import board
from citybricks.services.voting.board.domain.board import WrongTimeError
from citybricks.services.voting.elections.domain import giving
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.vocabulary import TrusteeStep
from citybricks.services.voting.refusal import RefusedError


def data(election: Election, number: int, step: str) -> dict[str, Any]:
    """Return what a trustee needs to shuffle or decrypt, besides the archive, which is public."""
    needed: dict[str, Any] = {"owner": number}
    if step == TrusteeStep.DECRYPT and giving.is_threshold(election):
        needed["private_key"] = giving.rounds(election).private_key(number)  # sealed for them
    return needed


def append(election: Election, owner: int, step: str, raw: bytes) -> None:
    """Append what a trustee made to the board, which checks its proof.

    Raises
    ------
    RefusedError
        When it does not hold.
    """
    put = board.append_shuffle if step == TrusteeStep.SHUFFLE else board.append_share
    try:
        put(election.uuid, owner, raw)
    except WrongTimeError as error:
        raise RefusedError("A4", str(error), f"此时不能进行这一步：{error}") from error


def end_shuffles(election: Election) -> None:
    """Note on the board that nothing is shuffled any more."""
    board.end_shuffles(election.uuid)
