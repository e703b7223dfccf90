"""Look at a watched board: fetch what is new, compare with what was seen, sign, tell.

A board is caught lying by what it has signed itself: two heads that contradict each other, or one
head and a copy of the archive that another of its heads has signed.
"""

from __future__ import annotations

import structlog
from django.conf import settings
from django.utils import timezone

from citybricks.methods.ballot.strict_json import dumps
from citybricks.services.voting.board.domain.heads import SignedHead, witness_head
from citybricks.services.voting.witness.domain import asking, copies
from citybricks.services.voting.witness.domain.asking import AskingError
from citybricks.services.voting.witness.domain.splitting import flag
from citybricks.services.voting.witness.models import Kind, Peer, Seen, Watched

log = structlog.get_logger("citybricks.voting")


def look(watched: Watched) -> None:
    """Look at a board once, and at what other witnesses have seen of it; note what was wrong."""
    problems = [_tried(watched, _look_at_board), *_ask_peers(watched)]
    told = "\n".join(one for one in problems if one)
    _update(watched, looked=timezone.now(), problem=told)


def _tried(watched: Watched, step: object) -> str:
    try:
        step(watched)  # type: ignore[operator] # one of the functions of this module
    except AskingError as error:
        log.warning("a board could not be witnessed", board=watched.url, reason=str(error))
        return str(error)
    return ""


def _look_at_board(watched: Watched) -> None:
    head = asking.latest_head(watched)
    if not _has_its_key(watched, head):
        return
    contradictions = _compare(watched, head, "")
    if head.height < watched.height:
        flag(watched, Kind.WITHHELD, own_head(watched), head)
    if contradictions or head.height <= watched.height:
        return
    _fetch(watched, head)
    note(watched, head, "")
    _update(watched, height=head.height, bytes=head.bytes)
    asking.send(watched, witness_head(head, settings.ENVIRONMENT.origin))


def _has_its_key(watched: Watched, head: SignedHead) -> bool:
    """Pin the key that is seen first; say whether a head is signed with the pinned one."""
    if not watched.key_id:
        watched.key_id = head.key_id
        watched.save(update_fields=["key_id"])
    if watched.key_id == head.key_id:
        return True
    flag(watched, Kind.KEY, own_head(watched) or head, head)
    return False


def own_head(watched: Watched) -> SignedHead | None:
    """Return the latest head that the board itself has shown us."""
    last = watched.seen.filter(source="").order_by("height").last()
    return SignedHead.read(last.signed.encode()) if last else None


def note(watched: Watched, head: SignedHead, source: str) -> None:
    """Keep a head that was seen, for as long as the board is watched."""
    signed = dumps(head.json()).decode()
    found = {"uuid": head.uuid, "source": source}
    Seen.objects.get_or_create(watched=watched, height=head.height, signed=signed, defaults=found)


def _compare(watched: Watched, head: SignedHead, source: str) -> bool:
    """Flag every neighbouring head of the same board and key that contradicts this one."""
    same = Seen.objects.filter(uuid=watched.uuid, signed__contains=f'"key_id":"{head.key_id}"')
    before = same.filter(height__lt=head.height).order_by("-height")[:1]
    after = same.filter(height__gt=head.height).order_by("height")[:1]
    found = False
    for seen in [*same.filter(height=head.height), *before, *after]:
        other = SignedHead.read(seen.signed.encode())
        if head.contradicts(other):
            flag(watched, Kind.SPLIT, other, head, (seen.source, source))
            found = True
    if found:
        note(watched, head, source)
    return found


def _fetch(watched: Watched, head: SignedHead) -> None:
    """Extend the copy to what a head says.

    Raises
    ------
    AskingError
        When the board gives other bytes than its head says; when they differ from what it gave
        before, that is flagged too.
    """
    copies.cut(watched)
    for start in range(watched.bytes, head.bytes, asking.CHUNK):
        copies.extend(watched, _part(watched, head, start))
    if copies.sha256(watched, head.bytes) == head.sha256_prefix:
        return
    copies.cut(watched)
    if _is_rewritten(watched, head):
        flag(watched, Kind.REWRITTEN, own_head(watched) or head, head)
        raise AskingError("the board has changed what was on it")
    raise AskingError("the archive is not what the head of the board says")


def _part(watched: Watched, head: SignedHead, start: int) -> bytes:
    end = min(start + asking.CHUNK, head.bytes)
    part = asking.part_of(watched, start, end)
    if len(part) != end - start:
        raise AskingError(f"the archive has no bytes from {start + len(part)} to {end}")
    return part


def _is_rewritten(watched: Watched, head: SignedHead) -> bool:
    """Whether the archive is what the head says, and so not what it was before."""
    import hashlib

    found = hashlib.sha256()
    for start in range(0, head.bytes, asking.CHUNK):
        found.update(_part(watched, head, start))
    return bool(watched.bytes) and found.hexdigest() == head.sha256_prefix


def _ask_peers(watched: Watched) -> list[str]:
    """Compare with what other witnesses have seen; return what went wrong."""
    problems = []
    for peer in Peer.objects.all():
        try:
            heads = asking.heads_of(peer, watched.uuid)
        except AskingError as error:
            problems.append(str(error))
            continue
        of_key = [head for head in heads if head.key_id == watched.key_id]
        if any(head.height > watched.height for head in of_key):  # it may have grown meanwhile
            problems.append(_tried(watched, _look_at_board))
        _compare_all(watched, of_key, peer.url)
    return problems


def _compare_all(watched: Watched, heads: list[SignedHead], source: str) -> None:
    known = set(watched.seen.values_list("signed", flat=True))
    fresh = [head for head in heads if dumps(head.json()).decode() not in known]
    covered = [head.bytes for head in fresh if head.bytes <= watched.bytes]
    prefixes = copies.hashes(watched, covered)
    mine = own_head(watched)
    for head in fresh:
        if _compare(watched, head, source) or mine is None:
            continue
        if prefixes.get(head.bytes, head.sha256_prefix) != head.sha256_prefix:
            flag(watched, Kind.SPLIT, mine, head, ("", source))
        elif head.height > watched.height:
            flag(watched, Kind.WITHHELD, mine, head, ("", source))
        note(watched, head, source)


def _update(watched: Watched, **columns: object) -> None:
    """Write what was seen, past the history."""
    for name, value in columns.items():
        setattr(watched, name, value)
    Watched.objects.filter(pk=watched.pk).update(**columns)
