"""How a run for many cities looks: what came of each side by side, drawn, and on the map."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from markupsafe import Markup
from pydantic import Field, create_model

from citybricks.bricks.each.brick import Each
from citybricks.kernel.errors import NoSuchBrick
from citybricks.kernel.refusal import Refusal
from citybricks.kernel.registry import find
from citybricks.kernel.translation import translator
from citybricks.types import Features, Row, Unit
from citybricks.types import Table as Data
from citybricks.types.writing import records
from citybricks.views import Card, Chart, Map, Page, Table
from citybricks.views.page import Block, Drawing
from citybricks.views.reader import Reader

BARS = 40
"""Rows a chart has room for; of more, those with the largest values."""


def show(outcome: Each) -> Page:
    """Show how many rows went well, then the comparison, a chart, a map and what went wrong."""
    dressed = Dressed(outcome)
    blocks: list[Block] = [
        Card(outcome.done, "Rows with an outcome"),
        Card(outcome.failed, "Rows without an outcome"),
        Comparison(dressed),
    ]
    if dressed.drawn and outcome.done:
        chart = Chart(
            dressed.largest(), dressed.named, dressed.drawn, kind="bar", title="City by city"
        )
        blocks.append(Foreign(chart, outcome.brick))
    if outcome.places is not None and len(outcome.places):
        places = dressed.places(outcome.places)
        label = dressed.named if len(places) <= BARS else None
        where = Map(places, colour=dressed.drawn, label=label, title="Where they are")
        blocks.append(Foreign(where, outcome.brick))
    return Page(*blocks)


@dataclass(frozen=True)
class Dressed:
    """The results under names that are read, with units and descriptions."""

    outcome: Each

    @cached_property
    def names(self) -> dict[str, str]:
        """What columns of the outcome are called: the last part of their name where it suffices."""
        columns = list(self.outcome.measures.frame.column)
        others = self.outcome.results.frame.columns.difference(columns)
        short = {column: column.rpartition(".")[2] for column in columns}
        count = Counter([*short.values(), *others])
        return {
            column: name if count[name] == 1 else column.replace(".", "_")
            for column, name in short.items()
        }

    @property
    def measured(self) -> set[str]:
        """The columns that come from the outcomes."""
        return set(self.names.values())

    @property
    def drawn(self) -> str | None:
        """The column that chart and map show."""
        return self.names.get(self.outcome.drawn)

    @property
    def named(self) -> str:
        """The column that says what a row is: the first text that comes from no outcome."""
        frame = self.outcome.results.frame
        own = [name for name in frame.columns if name not in self.names and name != "problem"]
        texts = [name for name in own if frame[name].dtype == "str"]
        return next(iter([*texts, *own]), frame.columns[0])

    @cached_property
    def row(self) -> type[Row]:
        """The model of the rows: units and descriptions of the columns."""
        fields: Any = {
            self.names[each["column"]]: (
                Annotated[Any, Unit(each["unit"])],
                Field(default=None, description=each["description"]),
            )
            for each in self.outcome.measures.frame.to_dict("records")
        }
        return create_model("City", __base__=Row, **fields)

    def results(self, problems: list[str]) -> Data[Any]:
        """Return the results, what came out first, what went wrong in the words given."""
        frame = self.outcome.results.frame.assign(problem=problems).rename(columns=self.names)
        first = [self.named, *(["problem"] if self.outcome.failed else []), *self.names.values()]
        others = [name for name in frame.columns if name not in (*first, "problem")]
        return Data[self.row](frame[list(dict.fromkeys([*first, *others]))])  # type: ignore[name-defined] # made above

    def largest(self) -> Data[Any]:
        """Return the rows with the largest values of what is drawn."""
        frame = self.outcome.results.frame.rename(columns=self.names)
        known = frame.dropna(subset=[self.drawn])
        order = known.sort_values(str(self.drawn), ascending=False, kind="stable")
        return Data[self.row](order[[self.named, str(self.drawn)]].head(BARS))  # type: ignore[name-defined] # made above

    def places(self, places: Features[Any]) -> Features[Any]:
        """Return the results on the map."""
        frame = places.frame.rename(columns=self.names)
        return Features[self.row](frame.drop(columns="problem"))  # type: ignore[name-defined] # made above

    def problems(self, reader: Reader) -> list[str]:
        """Return what went wrong with each row, in the language of the reader."""
        said: dict[int, list[str]] = {}
        for each in records(self.outcome.problems.frame):
            values = json.loads(each["values"]) if each["values"] else None
            text = Refusal(each["input"], each["message"], values).said(reader)
            where = f"{each['input']}: " if each["input"] else ""
            said.setdefault(each["row"], []).append(where + text)
        return ["; ".join(said.get(at, [])) for at in range(1, len(self.outcome.results) + 1)]


def speaking(brick: str, reader: Reader) -> Reader:
    """Return a reader who knows the words of the brick that was run."""
    try:
        own = translator(reader.language, *find(brick).texts)
    except NoSuchBrick:  # not here any more
        return reader

    def translate(text: str) -> str:
        said = own(text)
        return reader.translate(text) if said == text else said

    return Reader(translate, reader.language)


@dataclass(frozen=True)
class Foreign:
    """A drawing whose labels are words of the brick that was run."""

    block: Drawing
    brick: str

    def html(self, reader: Reader) -> Markup:
        """Write the block."""
        return self.block.html(speaking(self.brick, reader))

    def svg(self, reader: Reader) -> str:
        """Draw the block."""
        return self.block.svg(speaking(self.brick, reader))


@dataclass(frozen=True)
class Comparison:
    """All rows side by side, what went wrong with each in the reader's language."""

    dressed: Dressed

    def html(self, reader: Reader) -> Markup:
        """Write the table."""
        speaker = speaking(self.dressed.outcome.brick, reader)
        table = self.dressed.results(self.dressed.problems(speaker))
        return Table(table, "Side by side").html(speaker)
