"""What trustees give while they make their keys, checked before it is kept.

The rounds are those of `citybricks.methods.ballot.proving.rounds`; what they come to is checked by
the verifier once more before an election is frozen.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from citybricks.methods.ballot.documents import DocumentError, Single, TrusteeKey, Trustees
from citybricks.methods.ballot.documents.reading import read
from citybricks.methods.ballot.groups import by_name
from citybricks.methods.ballot.proving.ceremony import Ceremony, CeremonyError
from citybricks.methods.ballot.proving.rounds import MOST_BYTES, Rounds
from citybricks.methods.ballot.verifying.proofs import holds_key
from citybricks.services.voting.elections.models import Answer, Election
from citybricks.services.voting.elections.vocabulary import TrusteeStep
from citybricks.services.voting.refusal import RefusedError


def is_threshold(election: Election) -> bool:
    """Whether fewer than all trustees can tally, so that they make their keys together."""
    return election.threshold < election.trustees.count()


def rounds(election: Election) -> Rounds:
    """Return how far trustees have come who make their keys together."""
    answers: dict[int, dict[str, bytes]] = defaultdict(dict)
    for number, step, payload in _given(election):
        answers[number][step] = payload.encode()
    group = by_name(election.group)
    return Rounds(Ceremony(group, election.trustees.count(), election.threshold), answers)


def _given(election: Election) -> Any:
    answers = Answer.objects.filter(trustee__election=election).order_by("trustee__number")
    return answers.values_list("trustee__number", "step", "payload")


def trustees(election: Election) -> Trustees | None:
    """Return what the board publishes of the trustees; None until all have done their part."""
    if is_threshold(election):
        together = rounds(election).trustees()
        return None if together is None else Trustees((together,))
    keys = [payload for _number, step, payload in _given(election) if step == TrusteeStep.KEY]
    if not keys or len(keys) < election.trustees.count():
        return None
    return Trustees(tuple(Single(_key(election, payload.encode())) for payload in keys))


def _key(election: Election, raw: bytes) -> TrusteeKey:
    return TrusteeKey.of(read(raw, "key", most_bytes=MOST_BYTES), by_name(election.group))


def data(election: Election, number: int) -> dict[str, Any]:
    """Return what a trustee needs for the step that is theirs while keys are made."""
    if not is_threshold(election):
        return {"group": election.group}
    _step, needed = rounds(election).task(number)
    return needed


def check(election: Election, number: int, step: str, raw: bytes) -> None:
    """Check what a trustee gave.

    Raises
    ------
    RefusedError
        When it does not pass; it says which check.
    """
    try:
        if step == TrusteeStep.KEY:
            _check_key(election, raw)
        else:
            rounds(election).take(number, step, raw)
    except DocumentError as error:
        raise RefusedError("S3", str(error), f"{error.where}：{error.zh}") from error
    except CeremonyError as error:
        raise RefusedError("S3", error.en, error.zh) from error


def _check_key(election: Election, raw: bytes) -> None:
    group, key = by_name(election.group), _key(election, raw)
    known = group.is_member(key.public_key) and key.public_key != group.identity
    if not known or not holds_key(group, key.public_key, key.pok):
        raise RefusedError(
            "S2",
            "The proof does not show that you know the secret half of the key.",
            "证明未能表明您掌握密钥的秘密部分。",
        )
