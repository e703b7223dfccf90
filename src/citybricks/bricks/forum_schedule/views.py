"""How a programme looks: the days as grids of rooms, what is unwanted, hours of speakers."""

from __future__ import annotations

from itertools import groupby

from citybricks.bricks.forum_schedule.brick import ForumSchedule
from citybricks.bricks.forum_schedule.rows import Amount
from citybricks.types import Table as Data
from citybricks.views import Bilingual, Card, Chart, Evidence, Grid, Page, Table
from citybricks.views.grid import Block, Talk


def show(outcome: ForumSchedule) -> Page:
    """Show the figures, the programme day by day, what is unwanted, and the evidence."""
    return Page(
        Card(outcome.talks, "Talks"),
        Card(outcome.cost, "Cost of all that is unwanted"),
        Card(outcome.unsuitable, "Talks at night for their speakers"),
        *([Card(outcome.moved, "Published talks moved", unit="%")] if len(outcome.moves) else []),
        Grid(_blocks(outcome), _rooms(outcome), "Programme"),
        *_unwanted(outcome),
        *_hours(outcome),
        Evidence(outcome.proof, outcome.violations, goal="All that is unwanted, with its weights"),
        *([Bilingual(outcome.moves, "What moved, and why")] if len(outcome.moves) else []),
        Table(outcome.programme, "Programme as a table", folded=True),
        title="Programme of a forum",
    )


def _blocks(outcome: ForumSchedule) -> list[Block]:
    """Return what each room holds in each session, by time."""
    rows = outcome.programme.frame.to_dict("records")
    blocks = []
    for (session, _), held in groupby(rows, lambda row: (row["session"], row["room"])):
        talks = list(held)
        blocks.append(
            Block(
                day=talks[0]["start"][:10],
                session=session,
                time=f"{talks[0]['start'][11:16]} {_offset(talks[0]['start'])}",
                room=talks[0]["room_title"],
                track=talks[0]["track_title"],
                talks=[Talk(row["start"][11:16], row["title"], row["speakers"]) for row in talks],
            )
        )
    return blocks


def _offset(moment: str) -> str:
    """Return the offset of a time, as people write it."""
    return f"UTC{moment[16:]}"


def _rooms(outcome: ForumSchedule) -> list[str]:
    return list(dict.fromkeys(outcome.programme.frame["room_title"]))


def _unwanted(outcome: ForumSchedule) -> list[Chart | Bilingual]:
    frame = outcome.amounts.frame
    left = Data[Amount](frame[frame["cost"] > 0].reset_index(drop=True))
    if not len(left):
        return []
    return [
        Chart(left, "term", "cost", kind="bar", title="What is unwanted, by kind"),
        Bilingual(outcome.clashes, "What is unwanted, one by one", folded=True),
    ]


def _hours(outcome: ForumSchedule) -> list[Table]:
    return [Table(outcome.hours, "Hours of speakers elsewhere")] if len(outcome.hours) else []
