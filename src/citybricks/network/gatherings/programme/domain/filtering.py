"""Narrow a programme down: by day, track, language, attendance, words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self
from urllib.parse import urlencode

from citybricks.network.content.collation import folded
from citybricks.network.content.text import Text
from citybricks.network.gatherings.programme.domain.board import Board, ShownSession, ShownTalk
from citybricks.network.gatherings.programme.domain.favourites import Stars
from citybricks.network.gatherings.programme.vocabulary import Attendance

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Wish:
    """What of a programme somebody wants to see; what is empty does not narrow it.

    Parameters
    ----------
    track
        Code.
    language
        That is spoken or interpreted into, as a tag.
    attendance
        ``on-site`` or ``online``.
    """

    q: str = ""
    day: str = ""
    track: str = ""
    language: str = ""
    attendance: str = ""
    starred: bool = False

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """Read it from a query; what makes no sense is left out."""
        attendance = query.get("attendance", "")
        return cls(
            q=query.get("q", "").replace("\x00", "").strip()[:_LONGEST],
            day=_day(query.get("day", "")),
            track=query.get("track", "")[:60],
            language=query.get("language", "")[:35],
            attendance=attendance if attendance in (Attendance.ON_SITE, Attendance.ONLINE) else "",
            starred=bool(query.get("starred")),
        )

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out, days apart."""
        return bool(self.q or self.track or self.language or self.attendance or self.starred)

    def query(self, **changed: Any) -> str:
        """Return it as a query, changed."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__} | changed
        return urlencode(
            {name: "1" if value is True else value for name, value in values.items() if value}
        )


def _day(given: str) -> str:
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        return ""


def narrowed(board: Board, wish: Wish, stars: Stars) -> Board:
    """Return the part of a programme that somebody wants to see; days are not left out."""
    if not wish.narrows:
        return board
    kept = (_session(one, wish, stars) for one in board.sessions if not one.is_break)
    return board.with_sessions(one for one in kept if one is not None)


def _session(one: ShownSession, wish: Wish, stars: Stars) -> ShownSession | None:
    """Return a session with those of its talks that fit; all of them where it fits itself."""
    fits = (
        _fits_track(one, wish)
        and _fits_language(one, wish)
        and _fits_attendance(one, wish)
        and _fits_words(wish, one.row.title, *(chair.name for chair in one.chairs))
        and (not wish.starred or one.key in stars.sessions)
    )
    if fits:
        return one
    talks = tuple(talk for talk in one.talks if _talk(talk, one, wish, stars))
    return replace(one, talks=talks) if talks else None


def _talk(talk: ShownTalk, session: ShownSession, wish: Wish, stars: Stars) -> bool:
    track = talk.track or session.track
    spoken = talk.row.language or session.row.language
    heard = {spoken, *(each.language for each in session.row.interpretations.all())}
    people = (text for one in talk.speakers for text in (one.name, one.affiliation))
    return (
        (not wish.track or (track is not None and track.code == wish.track))
        and (not wish.language or wish.language in heard)
        and (not wish.attendance or talk.row.attendance in (wish.attendance, Attendance.HYBRID))
        and (not wish.starred or talk.key in stars.talks or session.key in stars.sessions)
        and _fits_words(wish, talk.row.title, talk.row.abstract, session.row.title, *people)
    )


def _fits_track(one: ShownSession, wish: Wish) -> bool:
    return not wish.track or (one.track is not None and one.track.code == wish.track)


def _fits_language(one: ShownSession, wish: Wish) -> bool:
    heard = {one.row.language, *(each.language for each in one.row.interpretations.all())}
    return not wish.language or wish.language in heard


def _fits_attendance(one: ShownSession, wish: Wish) -> bool:
    return not wish.attendance or one.row.attendance in (wish.attendance, Attendance.HYBRID)


def _fits_words(wish: Wish, *texts: Text) -> bool:
    """Whether every word is in one of the texts, in any of their languages."""
    if not wish.q:
        return True
    said = folded(" ".join(part for text in texts for part in text.versions().values()))
    return all(word in said for word in folded(wish.q).split())


def languages_of(board: Board) -> list[str]:
    """Return the languages that are spoken or interpreted into, as tags."""
    found: set[str] = set()
    for one in board.sessions:
        found |= {one.row.language, *(each.language for each in one.row.interpretations.all())}
        found |= {talk.row.language for talk in one.talks}
    return sorted(found - {""})
