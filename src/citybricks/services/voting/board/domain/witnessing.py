"""Witnesses: cities that sign the heads of this hub's boards too."""

from __future__ import annotations

from citybricks.methods.ballot.strict_json import dumps
from citybricks.services.voting.board.domain.heads import Witnessed
from citybricks.services.voting.board.domain.refusal import refused
from citybricks.services.voting.board.models import Board, Cosignature, Witness
from citybricks.services.voting.refusal import RefusedError


def take(board: Board, height: int, raw: bytes) -> Cosignature:
    """Keep what a witness signed, when it is a witness we know and the head is ours.

    Raises
    ------
    RefusedError
        When the signatures are not good, the witness is unknown, or the head is another.
    """
    try:
        seen = Witnessed.read(raw)
    except ValueError as error:
        raise RefusedError("document", str(error), f"见证文件有误：{error}") from None
    witness = Witness.objects.filter(key_id=seen.key_id).first()
    if witness is None:
        raise refused("witness")
    head = board.heads.filter(height=height).first()
    if head is None or dumps(seen.head.json()).decode() != head.signed:
        raise refused("head")
    said = {"signed": dumps(seen.json()).decode()}
    return Cosignature.objects.get_or_create(head=head, witness=witness, defaults=said)[0]
