"""Public credentials, which the registrar hands over: who holds a private one can vote."""

from __future__ import annotations

from itertools import pairwise

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.groups import by_name
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.vocabulary import State

_BYTES_EACH = 700
_MOST = 1_000_000


class CredentialsError(ValueError):
    """Public credentials that cannot be taken over; it says why."""


def take(election: Election, raw: bytes, *, single_authority: bool = False) -> Election:
    """Keep public_credentials.json of an election, as its registrar made it.

    Parameters
    ----------
    raw
        Canonical JSON: a sorted list of ``credential`` or ``credential,weight``.
    single_authority
        Whether registrar and board are in one hand; the election's page says so.

    Raises
    ------
    CredentialsError
        When the election does not wait for credentials, or they are not distinct members of its
        group in their order.
    """
    if election.state != State.REGISTRAR:
        raise CredentialsError(f"credentials are taken over in {State.REGISTRAR}, not now")
    count(election.group, raw)
    election.public_credentials = raw.decode()
    election.single_authority = single_authority
    election.save()
    return election


def let_go(election: Election) -> None:
    """Let go of the public credentials, as the registrar makes others.

    Raises
    ------
    CredentialsError
        When the election no longer waits for credentials.
    """
    if election.state != State.REGISTRAR:
        raise CredentialsError(f"credentials are made again in {State.REGISTRAR}, not now")
    election.public_credentials = ""
    election.save()


def count(group_name: str, raw: bytes) -> int:
    """Return how many public credentials there are, after checking them."""
    group = by_name(group_name)
    listed = strict_json.loads(raw, most_bytes=_BYTES_EACH * _MOST, depth=1)
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        raise CredentialsError("public credentials are a list of strings")
    keys = [group.read(str(each).partition(",")[0]) for each in listed]
    order = [group.sort_key(key) for key in keys]
    if any(a >= b for a, b in pairwise(order)):
        raise CredentialsError("public credentials are sorted, each there once")
    if strangers := group.strangers(keys):
        raise CredentialsError(f"public credential {strangers[0]} is outside the group")
    return len(listed)


def kept(election: Election) -> int:
    """Return how many public credentials were taken over."""
    listed = strict_json.loads(
        election.public_credentials.encode() or b"[]", most_bytes=_BYTES_EACH * _MOST, depth=1
    )
    return len(listed) if isinstance(listed, list) else 0
