"""Make up documents for a brick: whole ones from its signature, and ones with something wrong."""

import copy
import inspect
import math
from datetime import UTC, date, datetime
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Interval, Le, Lt, MaxLen, MinLen
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from citybricks.kernel.brick import Brick
from citybricks.types import Features, Row, Table
from citybricks.types.rows import plain

JSON = st.SearchStrategy[Any]
Path = tuple[str | int, ...]

JUNK: list[Any] = [
    None,
    True,
    "",
    "x",
    "长椅",
    "9" * 400,
    -1,
    0,
    -0.5,
    2**63,
    1e308,
    math.nan,
    math.inf,
    [],
    {},
    [[]],
    {"type": "FeatureCollection", "features": []},
    {"table": "00"},
    {"href": "http://127.0.0.1/"},
    "2026-11-21",
]
"""What may stand where something else belongs."""


def documents(brick: Brick[..., Any], example: dict[str, Any]) -> JSON:
    """Return documents of every sort: made up or the example, as they are or broken."""
    made_up = whole(brick)
    return st.one_of(
        made_up, broken(made_up), broken(st.just(example)), broken(varied(brick, example))
    )


def whole(brick: Brick[..., Any]) -> JSON:
    """Return documents that fit the signature, their places in one city."""
    city = st.tuples(st.floats(-179, 179), st.floats(-70, 70))
    return city.flatmap(lambda at: _model(brick.inputs, at))


def varied(brick: Brick[..., Any], example: dict[str, Any]) -> JSON:
    """Return the example with other values, as allowed, for some inputs that are no tables."""
    others = {
        name: _field(field, (0.0, 0.0))
        for name, field in brick.inputs.model_fields.items()
        if not _has_tables(field.annotation)
    }
    some = st.fixed_dictionaries({}, optional=others)
    return some.map(lambda changes: {**example, **changes})


def _has_tables(hint: Any) -> bool:
    kind = get_origin(hint) or hint
    if inspect.isclass(kind) and issubclass(kind, Table):
        return True
    if inspect.isclass(kind) and issubclass(kind, BaseModel):
        return any(_has_tables(field.annotation) for field in kind.model_fields.values())
    return any(_has_tables(inner) for inner in get_args(hint))


def _model(model: type[BaseModel], at: tuple[float, float]) -> JSON:
    required, optional = {}, {}
    for name, field in model.model_fields.items():
        (required if field.is_required() else optional)[name] = _field(field, at)
    return st.fixed_dictionaries(required, optional=optional)


def _field(field: FieldInfo, at: tuple[float, float]) -> JSON:
    bare, constraints, empty = plain(field.annotation)
    made = _value(bare, (*constraints, *field.metadata), at)
    return st.none() | made if empty else made


def _value(bare: Any, constraints: tuple[Any, ...], at: tuple[float, float]) -> JSON:
    origin = get_origin(bare)
    if inspect.isclass(origin) and issubclass(origin, Table):
        (row,) = get_args(bare)
        return _places(row, at) if issubclass(origin, Features) else _rows(row, at)
    if inspect.isclass(bare) and issubclass(bare, BaseModel):
        return _model(bare, at)
    if origin is Literal:
        return st.sampled_from(get_args(bare))
    if origin is list:
        inner, more, empty = plain(get_args(bare)[0])
        items = _value(inner, more, at)
        least, most = _lengths(constraints)
        return st.lists(st.none() | items if empty else items, min_size=least, max_size=most)
    if origin is dict:
        return st.dictionaries(st.text(max_size=5), _value(get_args(bare)[1], (), at), max_size=2)
    return _scalar(bare, constraints)


def _scalar(bare: Any, constraints: tuple[Any, ...]) -> JSON:
    if bare is float:
        low, high = _bounds(constraints)
        return st.floats(low, high)
    if bare is int:  # near the least, so that what an integer counts stays small
        low, high = _bounds(constraints)
        start = math.ceil(max(low, 0))
        return st.integers(start, min(start + 3, math.floor(high)))
    simple: dict[Any, JSON] = {
        bool: st.booleans(),
        str: st.text(max_size=10),
        date: st.dates().map(str),
        datetime: st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat),
        Any: st.none(),
    }
    return simple[bare]


def _bounds(constraints: tuple[Any, ...]) -> tuple[float, float]:
    low, high = -1e6, 1e6
    flat = [
        part for each in constraints for part in (each if isinstance(each, Interval) else [each])
    ]
    for each in flat:
        match each:
            case Ge(ge=limit):
                low = float(limit)  # type: ignore[arg-type] # a number, of a number
            case Gt(gt=limit):
                low = math.nextafter(float(limit), math.inf)  # type: ignore[arg-type] # likewise
            case Le(le=limit):
                high = float(limit)  # type: ignore[arg-type] # likewise
            case Lt(lt=limit):
                high = math.nextafter(float(limit), -math.inf)  # type: ignore[arg-type] # likewise
    return low, max(high, low)


def _lengths(constraints: tuple[Any, ...]) -> tuple[int, int]:
    least = max((each.min_length for each in constraints if isinstance(each, MinLen)), default=0)
    most = min((each.max_length for each in constraints if isinstance(each, MaxLen)), default=3)
    return least, min(most, least + 2)


def _rows(row: type[Row], at: tuple[float, float]) -> JSON:
    return st.lists(_row(row, at), min_size=1, max_size=4)


def _row(row: type[Row], at: tuple[float, float]) -> JSON:
    others = st.dictionaries(st.sampled_from(["note", "名称"]), st.text(max_size=3), max_size=1)
    return st.tuples(others, _model(row, at)).map(lambda both: both[0] | both[1])


def _places(row: type[Row], at: tuple[float, float]) -> JSON:
    feature = st.fixed_dictionaries(
        {
            "type": st.just("Feature"),
            "properties": _row(row, at),
            "geometry": _geometry(row.geometry, at),
        }
    )
    features = st.lists(feature, min_size=1, max_size=4)
    return st.fixed_dictionaries({"type": st.just("FeatureCollection"), "features": features})


def _geometry(kind: str, at: tuple[float, float]) -> JSON:
    def near(offset: float) -> st.SearchStrategy[float]:
        return st.floats(offset - 0.05, offset + 0.05)

    point = st.tuples(near(at[0]), near(at[1])).map(list)
    shapes = {
        "Point": point,
        "LineString": st.lists(point, min_size=2, max_size=4),
        "Polygon": point.map(_square),
    }
    return shapes[kind].map(lambda coordinates: {"type": kind, "coordinates": coordinates})


def _square(corner: list[float]) -> list[list[list[float]]]:
    x, y = corner
    return [[[x, y], [x + 0.01, y], [x + 0.01, y + 0.01], [x, y + 0.01], [x, y]]]


def broken(good: JSON) -> JSON:
    """Return documents in which one value was replaced, left out, doubled or added."""
    return good.flatmap(
        lambda document: st.builds(
            change,
            st.just(document),
            st.sampled_from(paths(document)),
            st.sampled_from(["replace", "leave out", "double", "add"]),
            st.sampled_from(JUNK),
        )
    )


def paths(value: Any, so_far: Path = ()) -> list[Path]:
    """List the ways to every value inside a document; of long lists only the first items."""
    found = [so_far] if so_far else []
    if isinstance(value, dict):
        for name, item in value.items():
            found += paths(item, (*so_far, name))
    elif isinstance(value, list):
        for at, item in enumerate(value[:3]):
            found += paths(item, (*so_far, at))
    return found or [()]


def change(document: Any, path: Path, how: str, junk: Any) -> Any:
    """Return a copy of a document that is changed at one place."""
    changed = copy.deepcopy(document)
    if not path:
        return {"no_such_input": junk}
    inside = changed
    for step in path[:-1]:
        inside = inside[step]
    last = path[-1]
    if how == "leave out":
        del inside[last]
    elif how == "double" and isinstance(inside, list):
        inside.insert(0, copy.deepcopy(inside[last]))
    elif how == "add" and isinstance(inside, dict):
        inside["no_such_member"] = junk
    else:
        inside[last] = junk
    return changed
