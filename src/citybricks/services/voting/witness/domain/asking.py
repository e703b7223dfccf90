"""What a witness asks other hubs for: over https, from public addresses, within limits."""

from __future__ import annotations

import httpx
import structlog
from django.conf import settings

from citybricks.faces.href import Limits, fetch, post
from citybricks.kernel.errors import BrickError
from citybricks.methods.ballot.strict_json import Json, loads
from citybricks.services.voting.board.domain.heads import SignedHead, Witnessed
from citybricks.services.voting.witness.models import Peer, Watched

log = structlog.get_logger("citybricks.voting")

CHUNK = 8 << 20
"""Bytes of an archive that are asked for at once."""
_MOST_BYTES = 2 << 20
"""Of lists of heads."""
_SECONDS = 20.0
_CHUNK_SECONDS = 30.0
_DEPTH = 5


class AskingError(RuntimeError):
    """A hub was asked and gave no answer, or one that cannot be read."""


def limits(size: int, seconds: float = _SECONDS) -> Limits:
    """Return what is allowed: https only, and no private address, unless in tests."""
    private = settings.ENVIRONMENT.private_hrefs
    return Limits(size, seconds, allow_private=private, only_https=not private)


def latest_head(watched: Watched) -> SignedHead:
    """Return the head that a board shows as its latest.

    Raises
    ------
    AskingError
        When there is none that the board has signed.
    """
    answer = _asked(f"{watched.url}/heads/latest")
    return _head(answer, watched.uuid)


def heads_of(peer: Peer, uuid: str) -> list[SignedHead]:
    """Return the heads of a board that another witness has seen.

    Raises
    ------
    AskingError
        When it gives no list of heads that are signed.
    """
    answer = _asked(f"{peer.url.rstrip('/')}/voting/witness/{uuid}/heads")
    listed = answer.get("heads") if isinstance(answer, dict) else None
    if not isinstance(listed, list):
        raise AskingError(f"{peer.url} gives no list of heads")
    return [_head(one, uuid) for one in listed]


def part_of(watched: Watched, start: int, end: int) -> bytes:
    """Return bytes of a board's archive; fewer when it has no more.

    Raises
    ------
    AskingError
        When it does not answer.
    """
    href = f"{watched.url}/archive.bel"
    allowed = limits(end - start + 1, _CHUNK_SECONDS)
    try:
        return fetch("archive", href, allowed, part=range(start, end)).content
    except BrickError as error:
        raise AskingError(str(error)) from error


def send(watched: Watched, witnessed: Witnessed) -> int:
    """Give a board what was signed about it; return the status of its answer, 0 for none."""
    href = f"{watched.url}/heads/{witnessed.head.height}/witness"
    try:
        return post("witness", href, witnessed.json(), limits(_MOST_BYTES))
    except (BrickError, httpx.HTTPError, TimeoutError) as error:
        log.info("signature of a witness not delivered", board=watched.url, reason=str(error))
        return 0


def _asked(href: str) -> Json:
    try:
        content = fetch("head", href, limits(_MOST_BYTES)).content
        return loads(content, most_bytes=_MOST_BYTES, depth=_DEPTH)
    except (BrickError, ValueError) as error:
        raise AskingError(str(error)) from error


def _head(answer: Json, uuid: str) -> SignedHead:
    given = answer.get("head") if isinstance(answer, dict) else None
    try:
        head = SignedHead.of(given)
    except ValueError as error:
        raise AskingError(str(error)) from error
    if head.uuid != uuid:
        raise AskingError(f"the head is of {head.uuid}, not of {uuid}")
    return head
