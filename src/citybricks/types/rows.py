"""Check whole columns against a row model; Pydantic is asked only about the offending values.

A million rows take 0.1 s instead of the 4.5 s of a model per row, and say the same words.
"""

from __future__ import annotations

from functools import lru_cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from annotated_types import Ge, Gt, Interval, Le, Lt
from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import InitErrorDetails, PydanticCustomError
from pydantic_core.core_schema import ErrorType

from citybricks.types.messages import refuse
from citybricks.types.model import Row

if TYPE_CHECKING:  # importing pandas takes longer than the rest of the kernel
    import numpy as np
    import pandas as pd

LIMIT = 20
"""How many offending rows are named; the rest are counted."""

_KINDS = frozenset(get_args(ErrorType))
_TRUE = {"true", "yes", "1", "是", "真"}
_FALSE = {"false", "no", "0", "否", "假"}


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
    """Fill in defaults and give columns the type the row model names, where nothing is lost.

    Parameters
    ----------
    frame
        The table as read.
    row
        Model of its rows.
    text
        Whether the source was text without types (CSV): then numbers, dates and booleans are
        read from it. Values that do not fit stay as they are, for `check` to name.
    """
    changed = {}
    for name, field in row.model_fields.items():
        if name not in frame.columns:
            if not field.is_required():
                changed[name] = [field.get_default(call_default_factory=True)] * len(frame)
            continue
        bare, _, _ = plain(field.annotation)
        column = _typed(frame[name], bare, text=text)
        default = None if field.is_required() else field.get_default(call_default_factory=True)
        if default is not None and column.isna().any():
            column = _typed(column.astype(object).where(column.notna(), default), bare, text=text)
        if column is not frame[name]:
            changed[name] = column
    return frame.assign(**changed) if changed else frame


def _typed(column: pd.Series, bare: Any, *, text: bool) -> pd.Series:
    import pandas as pd

    if bare in (int, float) and pd.api.types.is_object_dtype(column.dtype):
        column = column.infer_objects()
    if bare is float and pd.api.types.is_integer_dtype(column.dtype):
        return column.astype(float)
    if bare is int and pd.api.types.is_float_dtype(column.dtype):
        whole = column.notna().all() and bool((column % 1 == 0).all())
        return column.astype("int64") if whole and bool((column.abs() < 2**53).all()) else column
    if text and bare is bool and not pd.api.types.is_bool_dtype(column.dtype):
        words = column.astype(str).str.strip().str.lower()
        if words.isin(_TRUE | _FALSE).all():
            return words.isin(_TRUE)
    return column


def check(frame: pd.DataFrame, row: type[Row]) -> list[InitErrorDetails]:
    """List what is wrong with the rows: the first `LIMIT` by row, then how many more.

    Every message is the one that validating that row alone would give.
    """
    errors: dict[tuple[int, str], InitErrorDetails] = {}
    rows: set[int] = set()
    missing: list[InitErrorDetails] = []
    for name, field in row.model_fields.items():
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
    if bare in (int, float) and _numeric(column):
        wrong = given[_out_of_bounds(column.to_numpy()[given], bare, constraints)]
    else:
        wrong = given[_refused(column.iloc[given], _adapter(row, name))]
    for at in wrong.tolist():
        for error in _say(_adapter(row, name), _python(column.iloc[at])):
            found[at, name] = _detail(error, (at, name))
    return found


def _numeric(column: pd.Series) -> bool:
    import pandas as pd

    numeric = pd.api.types.is_numeric_dtype(column.dtype)
    return bool(numeric and not pd.api.types.is_bool_dtype(column.dtype))


def _out_of_bounds(values: np.ndarray, bare: Any, constraints: tuple[Any, ...]) -> np.ndarray:
    import numpy as np

    wrong: np.ndarray = ~np.isfinite(values.astype(float))
    if bare is int and values.dtype.kind == "f":
        wrong |= values % 1 != 0
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
    if len(values) and len({type(value) for value in column}) > 1:  # True, 1 and 1.0 are "equal"
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


def _row_errors(
    frame: pd.DataFrame, row: type[Row]
) -> dict[tuple[int, str], InitErrorDetails]:
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
    return value.item() if hasattr(value, "item") and not hasattr(value, "tzinfo") else value


def _absent(value: Any) -> bool:
    return value is None or value != value  # noqa: PLR0124 - only NaN and NaT differ from themselves
