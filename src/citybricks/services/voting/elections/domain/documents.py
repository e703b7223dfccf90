"""What is frozen: election.json and trustees.json, and what people agree to by their digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.groups import by_name
from citybricks.network.content.text import Text
from citybricks.services.voting.elections.domain.questions import LANGUAGES, Question, joined
from citybricks.services.voting.elections.models import Answer, Election
from citybricks.services.voting.elections.vocabulary import TrusteeStep

VERSION = 1
"""Of the protocol."""


def questions_of(election: Election) -> list[Question]:
    """Return the questions of an election."""
    return [Question.of(kept) for kept in election.questions]


def has_ranked(election: Election) -> bool:
    """Whether ballots are shuffled before they are opened."""
    return any(question.kind == "ranked" for question in questions_of(election))


def is_threshold(election: Election) -> bool:
    """Whether fewer than all trustees can tally, so that they make their keys together."""
    return election.threshold < election.trustees.count()


def given(election: Election, step: str) -> list[Any]:
    """Return what trustees gave in a step, by their number."""
    answers = Answer.objects.filter(trustee__election=election, step=step)
    found = answers.order_by("trustee__number").values_list("payload", flat=True)
    return [json.loads(payload) for payload in found]


def trustees_json(election: Election) -> bytes:
    """Write trustees.json from what the trustees gave."""
    if not is_threshold(election):
        keys = given(election, TrusteeStep.KEY)
        return strict_json.dumps([["Single", key] for key in keys])
    polynomials = given(election, TrusteeStep.POLYNOMIAL)
    together = {
        "threshold": election.threshold,
        "certs": given(election, TrusteeStep.CERTIFICATE),
        "coefexps": [each["coefexps"] for each in polynomials],
        "signatures": [each["signature"] for each in polynomials],
        "verification_keys": given(election, TrusteeStep.CHECK),
    }
    return strict_json.dumps([["Pedersen", together]])


def public_key(election: Election) -> str:
    """Return the key that ballots are encrypted with: the product of the trustees'."""
    group = by_name(election.group)
    return str(group.write(group.product([group.read(part) for part in _parts(election)])))


def _parts(election: Election) -> Iterable[str]:
    if not is_threshold(election):
        return [key["public_key"] for key in given(election, TrusteeStep.KEY)]
    polynomials = given(election, TrusteeStep.POLYNOMIAL)
    messages = (json.loads(each["coefexps"]["message"]) for each in polynomials)
    return [message["coefexps"][0] for message in messages]


def election_json(election: Election) -> bytes:
    """Write election.json."""
    document: dict[str, Any] = {
        "version": VERSION,
        "description": _words(election.description),
        "name": _words(election.title),
        "group": election.group,
        "public_key": public_key(election),
        "questions": [question.protocol() for question in questions_of(election)],
        "uuid": election.uuid,
        "administrator": election.contact or election.city,
        "credential_authority": "server" if election.single_authority else "registrar",
    }
    return strict_json.dumps(document)


def _words(text: Text) -> str:
    versions = text.versions()
    return joined({tag: versions[tag] for tag in LANGUAGES if tag in versions}) or str(text)


def digest(election: Election) -> str:
    """Return the SHA-256 of all that is frozen; whoever agrees, agrees to this."""
    parts = election_json(election), trustees_json(election), election.public_credentials.encode()
    dates = f"{election.opens}|{election.closes}".encode()
    return hashlib.sha256(b"\0".join([*parts, dates])).hexdigest()
