"""A programme as a grid: the sessions of a day down, rooms across, what is said in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from citybricks.views.markup import NOTE, TITLE, join, tag
from citybricks.views.numbers import number
from citybricks.views.reader import Reader


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said, when, and by whom."""

    time: str
    title: str
    people: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """What a room holds in a session.

    Parameters
    ----------
    day, session, time
        When; blocks of a session have the same, and follow each other in the order of time.
    room, track
        Where, and about what.
    talks
        In the order in which they are given.
    """

    day: str
    session: str
    time: str
    room: str
    track: str
    talks: Sequence[Talk]


class Grid:
    """Days of a programme, one below the other, each a table of sessions and rooms.

    Parameters
    ----------
    blocks
        By time.
    rooms
        All rooms, in the order of columns.
    title
        What it shows, in English.
    """

    def __init__(self, blocks: Sequence[Block], rooms: Sequence[str], title: str = "") -> None:
        self.blocks = blocks
        self.rooms = rooms
        self.title = title

    def html(self, reader: Reader) -> Markup:
        """Write a table for each day, and what they hold in words."""
        named = reader(self.title) if self.title else reader("Programme")
        return tag(
            "figure",
            tag("figcaption", named, class_="cb-title", id=TITLE),
            *self._days(reader),
            tag("p", self.summary(reader), class_="cb-note", id=NOTE),
            class_="cb-table",
        )

    def summary(self, reader: Reader) -> str:
        """Say how much there is, and which session has most at once."""
        if not self.blocks:
            return reader("There are no values to show.")
        sizes: dict[str, int] = {}
        for block in self.blocks:
            sizes[block.session] = sizes.get(block.session, 0) + len(block.talks)
        fullest = max(sizes, key=sizes.__getitem__)
        return reader(
            "{talks} talks in {sessions} sessions and {rooms} rooms; most of them in {fullest}"
            " ({most}).",
            talks=number(sum(sizes.values())),
            sessions=number(len(sizes)),
            rooms=number(len({block.room for block in self.blocks})),
            fullest=fullest,
            most=number(sizes[fullest]),
        )

    def _days(self, reader: Reader) -> Iterator[Markup]:
        for day, blocks in groupby(self.blocks, lambda block: block.day):
            heads = (tag("th", room, scope="col") for room in self.rooms)
            head = tag("tr", tag("th", reader("Session"), scope="col"), *heads)
            body = (self._row(list(row)) for _, row in groupby(blocks, lambda block: block.session))
            table = tag("table", tag("caption", day), tag("thead", head), tag("tbody", *body))
            yield tag(
                "div",
                table,
                class_="cb-scroll cb-programme",
                role="group",
                aria_label=day,
                tabindex=0,
            )

    def _row(self, blocks: list[Block]) -> Markup:
        held = {block.room: block for block in blocks}
        first = tag("th", blocks[0].session, tag("span", blocks[0].time), scope="row")
        return tag("tr", first, *(_cell(held.get(room)) for room in self.rooms))


def _cell(block: Block | None) -> Markup:
    if block is None:
        return tag("td")
    talks = (
        tag(
            "li",
            tag("span", talk.time),
            join((" ", talk.title)),
            tag("small", " ", talk.people) if talk.people else None,
        )
        for talk in block.talks
    )
    return tag("td", tag("b", block.track), tag("ol", *talks))
