"""What each trustee has to do next, and what they gave; every answer is checked before it is kept.

A trustee's private key never comes here. What trustees send each other goes through the hub as
they encrypted it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.digests import sha256_hex
from citybricks.services.voting.elections.domain import giving, tallying, telling
from citybricks.services.voting.elections.domain.documents import has_ranked
from citybricks.services.voting.elections.domain.giving import is_threshold
from citybricks.services.voting.elections.models import Answer, Election, Trustee
from citybricks.services.voting.elections.vocabulary import State, TrusteeStep

SHUFFLES = 2
"""How many trustees shuffle: no one of them then knows whose ballot is whose."""
TOGETHER = (TrusteeStep.CERTIFICATE, TrusteeStep.POLYNOMIAL, TrusteeStep.CHECK)
"""Rounds of trustees of whom some are enough, in Pedersen's way."""
WAIT, DONE = "wait", "done"


class NotAskedError(ValueError):
    """A trustee gave what was not asked of them."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a trustee has to do.

    Parameters
    ----------
    step
        A step of the ceremony, or ``wait`` or ``done``.
    data
        What they need for it, all of it public or encrypted to them.
    """

    step: str
    data: dict[str, Any] = field(default_factory=dict)


def task(trustee: Trustee) -> Task:
    """Return what a trustee has to do next, with what they need for it."""
    step, election = next_step(trustee), trustee.election
    if step in (TrusteeStep.SHUFFLE, TrusteeStep.DECRYPT):
        return Task(step, tallying.data(election, trustee.number, step))
    return Task(step, giving.data(election, trustee.number) if step in TrusteeStep.values else {})


def next_step(trustee: Trustee) -> str:
    """Return the step that a trustee has to do next, or ``wait`` or ``done``."""
    state = trustee.election.state
    if state == State.TRUSTEES:
        return _key_step(trustee)
    if state == State.TALLYING:
        return _tally_step(trustee)
    return DONE if state in (State.DONE, State.CANCELLED) else WAIT


def _key_step(trustee: Trustee) -> str:
    election = trustee.election
    steps = TOGETHER if is_threshold(election) else (TrusteeStep.KEY,)
    size = election.trustees.count()
    for before, step in zip((None, *steps), steps, strict=False):
        if before is not None and _count(election, before) < size:
            return WAIT
        if not _gave(trustee, step):
            return step
    return WAIT


def _tally_step(trustee: Trustee) -> str:
    shuffles, _shares = progress(trustee.election)
    if has_ranked(trustee.election) and shuffles < SHUFFLES:
        return WAIT if _gave(trustee, TrusteeStep.SHUFFLE) else TrusteeStep.SHUFFLE
    return DONE if _gave(trustee, TrusteeStep.DECRYPT) else TrusteeStep.DECRYPT


def progress(election: Election) -> tuple[int, int]:
    """Return how many shuffles and shares of the decryption there are."""
    return _count(election, TrusteeStep.SHUFFLE), _count(election, TrusteeStep.DECRYPT)


def waiting(election: Election) -> list[Trustee]:
    """Return the trustees who have something left to do before the election can be frozen."""
    last = TrusteeStep.CHECK if is_threshold(election) else TrusteeStep.KEY
    return list(election.trustees.exclude(answers__step=last))


def is_ready(election: Election) -> bool:
    """Whether there are trustees, and all have made their keys."""
    return election.trustees.exists() and not waiting(election)


def has_begun(election: Election) -> bool:
    """Whether a trustee gave something, so that their number and the threshold stay."""
    return Answer.objects.filter(trustee__election=election).exists()


@transaction.atomic
def answer(trustee: Trustee, step: str, raw: bytes) -> Answer:
    """Check what a trustee gave, and keep it; what belongs on the board goes there.

    Raises
    ------
    NotAskedError
        When something else, or nothing, is asked of the trustee.
    RefusedError
        When it does not pass its check; it says which.
    """
    election = Election.objects.select_for_update().get(pk=trustee.election_id)
    trustee.election = election
    asked = str(next_step(trustee))
    if asked != step or asked in (WAIT, DONE):
        raise NotAskedError(f"{step!r} is not asked of trustee {trustee.number}; {asked!r} is")
    if step in (TrusteeStep.SHUFFLE, TrusteeStep.DECRYPT):
        tallying.append(election, trustee.number, step, raw)
        kept = strict_json.dumps({"sha256": sha256_hex(raw)})
    else:
        giving.check(election, trustee.number, step, raw)
        kept = raw
    made = Answer.objects.create(trustee=trustee, step=step, payload=kept.decode())
    if step == TrusteeStep.SHUFFLE and progress(election)[0] == SHUFFLES:
        tallying.end_shuffles(election)
    if election.state == State.TRUSTEES and is_ready(election):
        telling.ready(election)
    return made


def _gave(trustee: Trustee, step: str) -> bool:
    return Answer.objects.filter(trustee=trustee, step=step).exists()


def _count(election: Election, step: str) -> int:
    return Answer.objects.filter(trustee__election=election, step=step).count()
