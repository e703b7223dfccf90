"""A programme as calendars: all of it, a session, a talk, or what somebody has starred."""

from __future__ import annotations

from collections.abc import Iterable

from citybricks.network.content.naming import language_name
from citybricks.network.gatherings.hosting.domain.calendars import uid_of
from citybricks.network.gatherings.hosting.domain.zones import zone_printed
from citybricks.network.gatherings.hosting.outputs.calendar import Entry
from citybricks.network.gatherings.programme.domain.board import Board, ShownSession, ShownTalk
from citybricks.network.gatherings.programme.domain.favourites import Item
from citybricks.network.gatherings.programme.outputs.frab import page_of


def entries(board: Board, language: str, origin: str, *, links: bool = False) -> list[Entry]:
    """Return the sessions of a programme as entries, cancelled ones too.

    Parameters
    ----------
    links
        Whether the addresses of meetings and interpretations are in them, which only participants
        are shown.
    """
    items = [Item(one) for one in board.sessions]
    return entries_of(board, items, language, origin, links=links)


def entries_of(
    board: Board, items: Iterable[Item], language: str, origin: str, *, links: bool = False
) -> list[Entry]:
    """Return sessions and talks as entries."""
    found = (entry_of(board, item, language, origin, links=links) for item in items)
    return [entry for entry in found if entry is not None]


def entry_of(
    board: Board, item: Item, language: str, origin: str, *, links: bool = False
) -> Entry | None:
    """Return a session or a talk as an entry; None without a time."""
    session, talk = item.session, item.talk
    start, end = item.start or session.start, item.end or session.end
    if start is None or end is None:
        return None
    address = origin + page_of(board, session, talk)
    return Entry(
        uid=uid_of(f"programme-{item.key}"),
        summary=item.title.shown(language).text,
        start=start,
        end=end,
        zone=board.gathering.time_zone,
        sequence=talk.sequence if talk else session.place.sequence,
        status="CONFIRMED" if item.is_on else "CANCELLED",
        description=_description(board, session, talk, language, links=links),
        location=_location(board, session, language),
        url=address,
        stamp=board.published,
        language=language,
    )


def _description(
    board: Board, session: ShownSession, talk: ShownTalk | None, language: str, *, links: bool
) -> str:
    people = talk.speakers if talk else session.people
    abstract = (talk.row.abstract if talk else session.row.abstract).shown(language).text
    lines = [", ".join(one.name.shown(language).text for one in people), abstract]
    start = (talk.start if talk else None) or session.start
    if start is not None:
        lines.append(zone_printed(board.gathering.time_zone, start, language))
    if links:
        lines += _links(session, language)
    return "\n".join(line for line in lines if line)


def _links(session: ShownSession, language: str) -> list[str]:
    heard = [
        f"{language_name(one.language, language)}: {one.url}"
        for one in session.row.interpretations.all()
    ]
    return [session.row.meeting, *heard]


def _location(board: Board, session: ShownSession, language: str) -> str:
    if session.room is None:
        return ""
    where = [session.room.name.shown(language).text, board.gathering.venue.shown(language).text]
    return ", ".join(part for part in where if part)
