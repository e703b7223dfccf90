"""Give a column the type its row model names, where nothing is lost.

Whatever a table was read from, equal values end in columns of one type: float64, int64, bool,
str, or datetime64[us] (days are midnights). Values that do not fit stay as they are, for
`citybricks.types.rows.check` to name.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

if TYPE_CHECKING:  # importing pandas takes longer than the rest of the types
    import pandas as pd

_TRUE = {"true", "yes", "1", "是", "真"}
_FALSE = {"false", "no", "0", "否", "假"}
_EMPTY = {"", "-", "–", "—", "na", "n/a", "#n/a", "nan", "none", "null"}
_EXACT = 2**53
"""Floating point holds every whole number below."""
_ISO = r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?"
_ZONED = r"(?:[Zz]|[+-]\d\d:?\d\d)$"


def cast(column: pd.Series[Any], bare: Any, *, text: bool = False) -> pd.Series[Any]:
    """Return a column as `bare` values, as far as they are.

    Parameters
    ----------
    column
        Values as read.
    bare
        The type of a value, without constraints.
    text
        Whether the values are text without types (CSV), from which numbers and truths are read.
    """
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(object)
    caster = _CASTERS.get(_kind(bare))
    if caster is None:
        return column
    if text and bare is not str and pd.api.types.is_string_dtype(column.dtype):
        column = _spelt(column, _kind(bare))
    return caster(column)


def settle(column: pd.Series[Any], *, text: bool = False) -> pd.Series[Any]:
    """Return a column that no model names as numbers, truths, times or text.

    Text from a file without types becomes numbers where all of it is; whatever is neither,
    such as lists and mixtures, becomes the JSON text of each value.
    """
    import pandas as pd

    if text and pd.api.types.is_string_dtype(column.dtype):
        numbers = _numbers(column)
        return numbers if numbers.dtype.kind in "if" else column
    column = _inferred(column)
    if column.dtype.kind in "iufb" or column.dtype == "str" or column.isna().all():
        return column
    if column.dtype.kind == "M":
        times: pd.Series[Any] = column.dt.as_unit("us")
        return times
    if pd.api.types.infer_dtype(column, skipna=True) in ("boolean", "date"):
        return column
    return column.map(_as_json, na_action="ignore").astype("str")


def _as_json(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _kind(bare: Any) -> Any:
    """Return the type of a value; that of its alternatives where they are listed."""
    if get_origin(bare) is Literal:
        kinds = {type(word) for word in get_args(bare)}
        return kinds.pop() if len(kinds) == 1 else None
    return bare


def _spelt(column: pd.Series[Any], kind: Any) -> pd.Series[Any]:
    if kind in (int, float):
        return _numbers(column)
    if kind is bool:
        words = column.str.strip().str.lower()
        if (words.isin(_TRUE | _FALSE) | column.isna()).all():
            return words.isin(_TRUE).astype(object).where(column.notna(), None)
    return column


def _numbers(column: pd.Series[Any]) -> pd.Series[Any]:
    import pandas as pd

    words = column.str.strip()
    words = words.where(~words.str.lower().isin(_EMPTY))
    numbers = pd.to_numeric(words, errors="coerce")
    read = numbers.notna() | words.isna()
    return numbers if read.all() else numbers.astype(object).where(read, column)


def _is_number(column: pd.Series[Any]) -> bool:
    return column.dtype.kind in "iuf"


def _floats(column: pd.Series[Any]) -> pd.Series[Any]:
    column = _inferred(column)
    return column.astype("float64") if _is_number(column) or column.isna().all() else column


def _integers(column: pd.Series[Any]) -> pd.Series[Any]:
    column = _inferred(column)
    if not _is_number(column):
        return column.astype("float64") if column.isna().all() else column
    if column.isna().any():
        return column.astype("float64")
    if column.dtype.kind == "f":
        whole = bool((column == column.round()).all() and (column.abs() < _EXACT).all())
        return column.astype("int64") if whole else column
    return column if (column > 2**63 - 1).any() else column.astype("int64")


def _inferred(column: pd.Series[Any]) -> pd.Series[Any]:
    return column.infer_objects() if column.dtype == object else column


def _truths(column: pd.Series[Any]) -> pd.Series[Any]:
    column = _inferred(column)
    if column.isna().any():  # NaN, NA and None are one absence
        return column.astype(object).where(column.notna(), None)
    return column.astype(bool) if column.dtype == "boolean" else column


def _texts(column: pd.Series[Any]) -> pd.Series[Any]:
    import pandas as pd

    known = column.dropna()
    text = pd.api.types.infer_dtype(known, skipna=True) == "string" or not len(known)
    return column.astype("str") if text and column.dtype != "str" else column


def _times(column: pd.Series[Any]) -> pd.Series[Any]:
    import pandas as pd

    known = column.dropna()
    kind = pd.api.types.infer_dtype(known)
    if not len(known):
        return pd.Series(pd.NaT, column.index, "datetime64[us]", column.name)
    if kind == "string":
        if not known.str.fullmatch(_ISO).all():
            return column
        zoned = bool(known.str.contains(_ZONED).any())
        times = pd.to_datetime(column, format="ISO8601", errors="coerce", utc=zoned)
        return times.dt.as_unit("us") if times.notna().sum() == len(known) else column
    if kind in ("date", "datetime", "datetime64"):
        zoned = any(getattr(value, "tzinfo", None) for value in known)
        return pd.to_datetime(column, errors="raise", utc=zoned).dt.as_unit("us")
    return column


_CASTERS: dict[Any, Callable[[pd.Series[Any]], pd.Series[Any]]] = {
    float: _floats,
    int: _integers,
    bool: _truths,
    str: _texts,
    date: _times,
    datetime: _times,
}
