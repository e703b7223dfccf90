"""Check whole columns against a row model; Pydantic is asked only about the offending values.

A million rows take 0.1 s instead of the 4.5 s of a model per row, and say the same words.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from annotated_types import Ge, Gt, Interval, Le, Lt
from pydantic import ConfigDict, Strict, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import InitErrorDetails, PydanticCustomError
from pydantic_core.core_schema import ErrorType

from citybricks.types.casting import cast, settle
from citybricks.types.messages import refuse
from citybricks.types.model import Row
from citybricks.types.quantities import Unit

if TYPE_CHECKING:  # importing pandas takes longer than the rest of the kernel
    import numpy as np
    import pandas as pd

LIMIT = 20
"""How many offending rows are named; the rest are counted."""

_KINDS = frozenset(get_args(ErrorType))


def plain(annotation: Any) -> tuple[Any, tuple[Any, ...], bool]:
    """Split a column's type into its bare type, its constraints, and whether it may be empty."""
    if hasattr(annotation, "__metadata__"):
        bare, constraints, empty = plain(get_args(annotation)[0])
        return bare, (*constraints, *annotation.__metadata__), empty
    if get_origin(annotation) in (Union, UnionType):
        kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
        if len(kinds) == 1:
            bare, constraints, _ = plain(kinds[0])
            return bare, constraints, True
    return annotation, (), annotation is NoneType


def normalise(frame: pd.DataFrame, row: type[Row], *, text: bool) -> pd.DataFrame:
    """Fill in defaults, and give columns the type and the order in which the row model names them.

    Parameters
    ----------
    frame
        The table as read.
    row
        Model of its rows.
    text
        Whether the source was text without types (CSV), from which numbers and truths are read.
    """
    changed: dict[str, Any] = {}
    for name, field in row.model_fields.items():
        bare, _, _ = plain(field.annotation)
        given = cast(frame[name], bare, text=text) if name in frame.columns else None
        column = _filled(given, frame, field)
        if column is not None:
            changed[name] = cast(column, bare)
    for name in frame.columns:
        if name not in row.model_fields and name != "geometry":
            column = _finite(frame[name])
            if column.notna().any():
                changed[name] = settle(column, text=text)
    named = [name for name in row.model_fields if name in changed]
    others = sorted(name for name in changed if name not in row.model_fields)
    places = ["geometry"] if "geometry" in frame.columns else []
    return frame.assign(**changed)[named + others + places]


def _finite(column: pd.Series[Any]) -> pd.Series[Any]:
    """Return a column without infinities, which JSON cannot hold."""
    import numpy as np

    return column.where(np.isfinite(column)) if column.dtype.kind == "f" else column


def _filled(
    given: pd.Series[Any] | None, frame: pd.DataFrame, field: FieldInfo
) -> pd.Series[Any] | None:
    """Return a column with the field's default in its empty cells; None where it is missing."""
    import pandas as pd

    if field.is_required():
        return given
    default = field.get_default(call_default_factory=True)
    if given is None:
        return pd.Series([default] * len(frame), index=frame.index)
    if default is not None and given.isna().any():
        return given.astype(object).where(given.notna(), default)
    return given


def check(frame: pd.DataFrame, row: type[Row]) -> list[InitErrorDetails]:
    """List what is wrong with the rows: the first `LIMIT` by row, then how many more.

    Every message is the one that validating that row alone would give.
    """
    errors: dict[tuple[int, str], InitErrorDetails] = {}
    rows: set[int] = set()
    missing: list[InitErrorDetails] = []
    for name in row.model_fields:
        if name not in frame.columns:
            columns = ", ".join(str(column) for column in frame.columns if column != "geometry")
            missing.append(
                InitErrorDetails(
                    type=refuse("missing_column", columns=columns), loc=(name,), input=None
                )
            )
            continue
        found = _column_errors(frame[name], name, row)
        rows |= {at for at, _ in found}
        errors |= dict(sorted(found.items())[:LIMIT])
    if row.__pydantic_decorators__.model_validators and not errors and not missing:
        errors = _row_errors(frame, row)
        rows = {at for at, _ in errors}
    named = sorted(rows)[:LIMIT]
    listed = [error for (at, _), error in sorted(errors.items()) if at in named]
    more = len(rows) - len(named)
    if more:
        listed.append(InitErrorDetails(type=refuse("more_errors", count=more), loc=(), input=None))
    return missing + listed


@lru_cache(maxsize=1024)
def _adapter(row: type[Row], name: str) -> TypeAdapter[Any]:
    field: FieldInfo = row.model_fields[name]
    hint: Any = field.annotation
    for constraint in field.metadata:
        hint = Annotated[hint, constraint]
    return TypeAdapter(hint, config=ConfigDict(strict=True, allow_inf_nan=False))


def _column_errors(
    column: pd.Series, name: str, row: type[Row]
) -> dict[tuple[int, str], InitErrorDetails]:
    import numpy as np

    bare, constraints, empty = plain(row.model_fields[name].annotation)
    constraints = (*constraints, *row.model_fields[name].metadata)
    absent = column.isna().to_numpy()
    found: dict[tuple[int, str], InitErrorDetails] = {}
    if not empty:
        for at in np.flatnonzero(absent).tolist():
            found[at, name] = InitErrorDetails(type="missing", loc=(at, name), input=None)
    given = np.flatnonzero(~absent)
    if _fits(column, bare, constraints):
        return found
    if bare in (int, float) and column.dtype.kind in "iuf":
        wrong = given[_out_of_bounds(column.to_numpy()[given], bare, constraints)]
    else:
        wrong = given[_refused(column.iloc[given], _adapter(row, name))]
    for at in wrong.tolist():
        value = _python(column.iloc[at])
        if bare is int and column.dtype.kind == "f" and value % 1 == 0:
            value = int(value)
        for error in _say(_adapter(row, name), value):
            found[at, name] = _detail(error, (at, name))
    return found


def _fits(column: pd.Series, bare: Any, constraints: tuple[Any, ...]) -> bool:
    """Whether the type of the column alone says that every value in it is a `bare`."""
    if bare is datetime and column.dtype.kind == "M":
        return not any(isinstance(each, Ge | Gt | Le | Lt | Interval) for each in constraints)
    free = all(isinstance(constraint, Strict | Unit) for constraint in constraints)
    kind = {str: column.dtype == "str", bool: column.dtype.kind == "b"}
    return free and bool(kind.get(bare))


def _out_of_bounds(values: np.ndarray, bare: Any, constraints: tuple[Any, ...]) -> np.ndarray:
    import numpy as np

    wrong: np.ndarray = ~np.isfinite(values.astype(float))
    if bare is int and values.dtype.kind == "f":
        wrong |= values != np.round(values)
    for constraint in constraints:
        wrong |= _outside(values, constraint)
    return wrong


def _refused(column: pd.Series, adapter: TypeAdapter[Any]) -> np.ndarray:
    """Ask Pydantic about each distinct value once."""
    import numpy as np
    import pandas as pd

    try:
        codes, values = pd.factorize(column)
    except TypeError:  # unhashable values, such as lists
        return np.array([bool(_say(adapter, _python(value))) for value in column], dtype=bool)
    if column.dtype == object and len(set(map(type, column))) > 1:  # True, 1 and 1.0 are "equal"
        return np.array([bool(_say(adapter, _python(value))) for value in column], dtype=bool)
    bad = [code for code, value in enumerate(values) if _say(adapter, _python(value))]
    return np.isin(codes, bad)


def _outside(values: np.ndarray, constraint: Any) -> np.ndarray:
    import numpy as np

    bounds = list(constraint) if isinstance(constraint, Interval) else [constraint]
    wrong = np.zeros(len(values), dtype=bool)
    for bound in bounds:
        match bound:
            case Ge(ge=limit):
                wrong |= values < limit
            case Gt(gt=limit):
                wrong |= values <= limit
            case Le(le=limit):
                wrong |= values > limit
            case Lt(lt=limit):
                wrong |= values >= limit
    return wrong


def _row_errors(frame: pd.DataFrame, row: type[Row]) -> dict[tuple[int, str], InitErrorDetails]:
    """Validate row by row, for models with rules that span several columns."""
    adapter = TypeAdapter(row)
    found: dict[tuple[int, str], InitErrorDetails] = {}
    names = [name for name in frame.columns if name != "geometry"]
    for at, values in enumerate(frame[names].to_dict("records")):
        present = {str(k): _python(v) for k, v in values.items() if not _absent(v)}
        for error in _say(adapter, present):
            found[at, ""] = _detail(error, (at,))
    return found


def _detail(error: Any, at: tuple[int | str, ...]) -> InitErrorDetails:
    kind = error["type"]
    said = PydanticCustomError(kind, error["msg"]) if kind not in _KINDS else kind
    return InitErrorDetails(
        type=said, loc=(*at, *error["loc"]), input=error["input"], ctx=error.get("ctx", {})
    )


def _say(adapter: TypeAdapter[Any], value: Any) -> list[Any]:
    try:
        adapter.validate_python(value)
    except ValidationError as error:
        return list(error.errors(include_url=False))
    return []


def _python(value: Any) -> Any:
    import numpy as np

    return value.tolist() if isinstance(value, np.generic | np.ndarray) else value


def _absent(value: Any) -> bool:
    return value is None or value != value  # noqa: PLR0124 - only NaN and NaT differ from themselves
