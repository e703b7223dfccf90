"""Run a brick on rows and lay what comes back side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import geopandas as gpd
import pandas as pd

from citybricks import BrickError
from citybricks.bricks.each.rows import Measure as MeasureRow
from citybricks.bricks.each.rows import Place, Problem, Result
from citybricks.kernel.brick import Brick
from citybricks.kernel.columns import document_of
from citybricks.kernel.refusal import refusals
from citybricks.kernel.scalars import Measure, Measured, measures_of
from citybricks.kernel.spread import Ran, runner_now, spread
from citybricks.types import Features, File, Table
from citybricks.types.cities import Attachment, flat, points_of
from citybricks.types.writing import records

PROBLEM = "problem"


def compared(
    brick: Brick[..., Any],
    rows: Table[Any],
    shared: Mapping[str, Any],
    files: Sequence[Attachment],
    drawn: str,
) -> dict[str, Any]:
    """Run a brick for each row and return the fields of the outcome `Each`.

    Raises
    ------
    BrickError
        When what is to be drawn is no scalar of the outcome.
    """
    frame = flat(rows.frame).reset_index(drop=True)
    measures = measures_of(brick.outputs)
    if drawn and drawn not in {measure.path for measure in measures}:
        message = "is no number, text or truth in the outcome of {brick}; it has: {names}"
        names = ", ".join(measure.path for measure in measures) or "–"
        raise BrickError("drawn", message, brick=brick.id, names=names)
    ran = _ran(brick, frame, shared, files)
    columns, about = _columns(measures, ran, frame)
    said = ["; ".join(_line(each) for each in one.refusals) for one in ran]
    told = frame.drop(columns=[PROBLEM], errors="ignore").assign(
        **columns, **{PROBLEM: pd.Series(said, dtype="str")}
    )
    failed = sum(one.scalars is None for one in ran)
    return {
        "results": Table[Result](told),
        "places": _places(frame, told),
        "measures": Table[MeasureRow](about),
        "problems": Table[Problem](_problems(ran)),
        "drawn": _drawn(about, told, drawn),
        "done": len(ran) - failed,
        "failed": failed,
    }


def _ran(
    brick: Brick[..., Any],
    frame: pd.DataFrame,
    shared: Mapping[str, Any],
    files: Sequence[Attachment],
) -> list[Ran]:
    """Run the rows that name files there are; say of the others that they do not."""
    given = dict(_files(files))
    documents: dict[int, dict[str, Any]] = {}
    lost: dict[int, Ran] = {}
    for at, cells in enumerate(records(frame)):
        try:
            documents[at] = document_of(brick.inputs, cells, shared, given)
        except BrickError as error:
            lost[at] = Ran(None, tuple(refusals(error)))
    ran = spread(brick, list(documents.values()), runner=runner_now.get())
    done = dict(zip(documents, ran, strict=True)) | lost
    return [done[at] for at in range(len(frame))]


def _files(files: Sequence[Attachment]) -> Iterator[tuple[str, File]]:
    for at, one in enumerate(files):
        try:
            yield one.name, one.file()
        except ValueError as error:
            raise BrickError(f"files.{at}.content", "is not valid base64") from error


def _line(refusal: Any) -> str:
    said = refusal.said(str)
    return f"{refusal.input}: {said}" if refusal.input else said


def _columns(
    measures: Sequence[Measure], ran: Sequence[Ran], frame: pd.DataFrame
) -> tuple[dict[str, pd.Series[Any]], pd.DataFrame]:
    """Return a column for each scalar that some row has, and what the columns mean."""
    columns: dict[str, pd.Series[Any]] = {}
    about = []
    taken = {*frame.columns, PROBLEM}
    for at, measure in enumerate(measures):
        values = [one.scalars[at] if one.scalars else None for one in ran]
        known = [value for value in values if value is not None]
        if not known:
            continue
        name = f"outcome.{measure.path}" if measure.path in taken else measure.path
        plain = [value.value if isinstance(value, Measured) else value for value in values]
        columns[name] = _column(plain, measure)
        row = {"column": name, "field": measure.path, "description": measure.description}
        about.append(row | _unit(measure, known))
        if isinstance(known[0], Measured) and len({value.unit for value in known}) > 1:
            units = [value.unit if value is not None else None for value in values]
            columns[f"{name}.unit"] = pd.Series(units, dtype="str")
    texts = pd.DataFrame(about, columns=list(MeasureRow.model_fields), dtype="str")
    return columns, texts


def _unit(measure: Measure, known: Sequence[Any]) -> dict[str, str]:
    """Return what rows agree on of an indicator."""
    if not isinstance(known[0], Measured):
        return {"unit": measure.unit, "sdg": "", "name": ""}
    said = {name: {getattr(value, name) for value in known} for name in ("unit", "sdg", "name")}
    return {name: each.pop() if len(each) == 1 else "" for name, each in said.items()}


def _column(values: Sequence[Any], measure: Measure) -> pd.Series[Any]:
    if measure.kind == "text":
        return pd.Series(values, dtype="str")
    whole = all(isinstance(value, int) for value in values)
    if measure.kind == "truth":
        return pd.Series(values, dtype="bool" if whole else "object")
    return pd.Series(values, dtype="int64" if whole else "float64")


def _problems(ran: Sequence[Ran]) -> pd.DataFrame:
    found = [
        (number, one.input, one.message, one.written())
        for number, row in enumerate(ran, 1)
        for one in row.refusals
    ]
    frame = pd.DataFrame(found, columns=list(Problem.model_fields))
    return frame.astype({"row": "int64", "input": "str", "message": "str", "values": "str"})


def _places(frame: pd.DataFrame, told: pd.DataFrame) -> Features[Place] | None:
    points = points_of(frame)
    if points is None:
        return None
    placed = gpd.GeoDataFrame(told, geometry=points, crs=points.crs)
    return Features[Place](placed[points.notna()].reset_index(drop=True))


def _drawn(about: pd.DataFrame, told: pd.DataFrame, wanted: str) -> str:
    """Return the column to draw: what is wanted, the first indicator, or the first number."""
    if wanted:
        return next(iter(about.column[about.field == wanted]), "")
    numbers = [each for each in records(about) if told[each["column"]].dtype.kind in "if"]
    indicators = [each for each in numbers if each["sdg"]]
    return next((str(each["column"]) for each in [*indicators, *numbers]), "")
