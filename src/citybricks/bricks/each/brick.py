"""One brick run for many cities at once: rows in, a table that compares them out."""

from __future__ import annotations

from typing import Annotated, Any

from annotated_types import Ge
from pydantic import AfterValidator
from pydantic_core import PydanticKnownError

from citybricks import BrickError, Outcome, brick
from citybricks.bricks.each.rows import Measure, Place, Problem, Result
from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import NoSuchBrick
from citybricks.kernel.registry import find
from citybricks.types import Features, Table, Unit
from citybricks.types.cities import Attachment, Cities
from citybricks.types.naming import BrickId

Count = Annotated[int, Ge(0), Unit("{row}")]


def _finite(value: Any) -> Any:
    """Refuse what JSON does not have."""
    if isinstance(value, float) and (value - value) != 0:
        raise PydanticKnownError("finite_number")
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each_one in inner:
        _finite(each_one)
    return value


class Each(Outcome):
    """What came of a brick for each row, side by side."""

    results: Table[Result]
    """Each row with the scalars of its outcome, and with what went wrong."""
    places: Features[Place] | None
    """The results on the map, where rows have a longitude and a latitude."""
    measures: Table[Measure]
    """The columns of the results that come from the outcomes: their units and meaning."""
    problems: Table[Problem]
    """What is wrong with the rows that have no outcome."""
    brick: BrickId
    """The brick that was run."""
    drawn: str
    """The column of the results that chart and map show; empty when there is none."""
    done: Count
    """Rows with an outcome."""
    failed: Count
    """Rows without."""


@brick(
    id="each",
    version="1.0.0",
    users="Networks and researchers who compare cities, and offices with many districts",
)
def each(
    brick: BrickId,
    rows: Cities,
    shared: Annotated[dict[str, Any], AfterValidator(_finite)] = {},  # noqa: B006 - never changed
    files: list[Attachment] = [],  # noqa: B006 - never changed
    drawn: str = "",
) -> Each:
    """One brick run for many cities at once.

    Every row of the table is one run. Rows that cannot be run stay in the table and say why; the
    others are compared side by side, in a table, a chart and, where rows have coordinates, a map.

    A column that is called as an input of the brick is that input; ``lamp.power`` is an input
    inside a group. A cell of a table input is the name of a file. Other columns are kept.

    Parameters
    ----------
    brick
        Id of the brick that is run for each row, such as ``service-area``.
    rows
        One row for each city.
    shared
        Inputs that are the same for all rows, as a JSON object; a row's own go before.
    files
        The files that cells name.
    drawn
        What of the outcome chart and map show; by default the first indicator, else the first
        number.

    References
    ----------
    .. [1] Dean J., Ghemawat S., MapReduce: simplified data processing on large clusters,
       Communications of the ACM 51 (2008) 107-113, doi:10.1145/1327452.1327492.
    """
    from citybricks.bricks.each import comparing

    chosen = _named(brick)
    unknown = sorted(shared.keys() - chosen.inputs.model_fields.keys())
    if unknown:
        message = "is not an input of {brick}; it has: {names}"
        names = ", ".join(chosen.inputs.model_fields)
        raise BrickError(f"shared.{unknown[0]}", message, brick=brick, names=names)
    found = comparing.compared(chosen, rows, shared, files, drawn)
    return Each(brick=brick, **found)


def _named(id: str) -> Brick[..., Any]:
    try:
        return find(id)
    except NoSuchBrick as error:
        raise BrickError("brick", "there is no brick {brick} here", brick=id) from error
