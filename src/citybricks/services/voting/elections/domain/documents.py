"""What is frozen: election.json and trustees.json, and what people agree to by their digest."""

from __future__ import annotations

import hashlib

from django.core.cache import cache

from citybricks.methods.ballot import documents
from citybricks.methods.ballot.groups import by_name
from citybricks.methods.ballot.proving.trustees import election_key
from citybricks.methods.ballot.verifying import setup
from citybricks.methods.ballot.verifying.checks import Refused
from citybricks.network.content.naming import reader_language
from citybricks.network.content.text import Text
from citybricks.services.voting.elections.domain import giving
from citybricks.services.voting.elections.domain.questions import LANGUAGES, Question, joined
from citybricks.services.voting.elections.models import Election

_KEPT_SECONDS = 86_400


class NotReadyError(ValueError):
    """The trustees have not made their keys, so there is nothing to freeze."""


def questions_of(election: Election) -> list[Question]:
    """Return the questions of an election."""
    return [Question.of(kept) for kept in election.questions]


def has_ranked(election: Election) -> bool:
    """Whether ballots are shuffled before they are opened."""
    return any(question.kind == "ranked" for question in questions_of(election))


def _trustees(election: Election) -> documents.Trustees:
    found = giving.trustees(election)
    if found is None:
        raise NotReadyError(election.uuid)
    return found


def trustees_json(election: Election) -> bytes:
    """Write trustees.json from what the trustees gave."""
    return _trustees(election).write(by_name(election.group))


def election_json(election: Election) -> bytes:
    """Write election.json: from here on nothing in it can change."""
    group = by_name(election.group)
    return documents.Election(
        uuid=election.uuid,
        name=_words(election.title),
        description=_words(election.description),
        group=group,
        public_key=election_key(group, _trustees(election).items),
        questions=tuple(question.protocol() for question in questions_of(election)),
        administrator=election.contact or election.city,
        credential_authority="server" if election.single_authority else "registrar",
    ).write()


def _words(text: Text) -> str:
    versions = text.versions()
    return joined({tag: versions[tag] for tag in LANGUAGES if tag in versions}) or str(text)


def digest(election: Election) -> str:
    """Return the SHA-256 of all that is frozen; whoever agrees, agrees to this."""
    parts = election_json(election), trustees_json(election), election.public_credentials.encode()
    dates = f"{election.opens}|{election.closes}".encode()
    return hashlib.sha256(b"\0".join([*parts, dates])).hexdigest()


def faults(election: Election) -> list[str]:
    """Return what the verifier finds wrong with what would be frozen, in the reader's language.

    The same documents are looked at once: a roll of a large city takes seconds.
    """
    parts = election_json(election), trustees_json(election), election.public_credentials.encode()
    language = "zh" if reader_language().startswith("zh") else "en"
    named = hashlib.sha256(b"\0".join(parts)).hexdigest()
    key = f"voting.faults:{named}:{language}"
    return cache.get_or_set(key, lambda: _faults(language, *parts), _KEPT_SECONDS) or []


def _faults(language: str, *parts: bytes) -> list[str]:
    try:
        found = setup.check(setup.of(*parts))
    except Refused as refused:
        found = [refused]
    wrong = [each for each in found if not each.evidence.get("warning")]
    return [f"{each.check_id}: {getattr(each, language)}" for each in wrong]
