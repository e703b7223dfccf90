"""Tables whose rows satisfy a model: a data frame inside, CSV, JSON or Parquet at the boundary."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, get_args

from pydantic import GetCoreSchemaHandler, ValidationError
from pydantic_core import InitErrorDetails, core_schema

from citybricks.types import files, media, writing
from citybricks.types.files import File
from citybricks.types.messages import refuse
from citybricks.types.model import Row
from citybricks.types.rows import check, normalise

if TYPE_CHECKING:
    import pandas as pd

Row_co = TypeVar("Row_co", bound=Row, covariant=True)


def _no_store(table: str) -> pd.DataFrame:
    raise refuse("stored_table", table=str(table))


stored: ContextVar[Callable[[str], pd.DataFrame]] = ContextVar("stored", default=_no_store)
"""Loads the tables a document names by digest; set while the run store reads a document."""
empty_allowed: ContextVar[bool] = ContextVar("empty_allowed", default=False)
"""Whether a table may have no rows: set while an outcome is read, where none is an answer."""


class Table(Generic[Row_co]):
    """Rows that satisfy the model `Row_co`, one or more.

    Parameters
    ----------
    frame
        One column for each field of the row model, others are kept.
    """

    media_types: ClassVar[tuple[str, ...]] = media.TABLE

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def __len__(self) -> int:
        return len(self.frame)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.digest() == other.digest()

    def __hash__(self) -> int:
        return hash(self.digest())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self)} rows: {', '.join(map(str, self.frame.columns))})"

    def _repr_html_(self) -> str:
        shown: Any = self.frame.head(20)
        html: str = shown._repr_html_()
        return html

    def write(self, media_type: str = files.PARQUET) -> bytes:
        """Write the table as a file of `media_type`, one of `media_types`."""
        return writing.write(self.frame, media_type)

    def digest(self) -> str:
        """Identify the table by its content: BLAKE2b-128 of its Parquet bytes."""
        return hashlib.blake2b(self.write(), digest_size=16).hexdigest()

    @classmethod
    def read(cls, value: Any) -> Self:
        """Read a table from a `File` or from what JSON holds, without checking its rows."""
        frame = media.read_table(value) if isinstance(value, File) else media.rows_frame(value)
        return cls(frame)

    def document(self) -> Any:
        """Write the table as JSON holds it."""
        return writing.records(self.frame)

    @classmethod
    def _faults(cls, frame: pd.DataFrame, row: type[Row]) -> list[InitErrorDetails]:
        return check(frame, row)

    @classmethod
    def _describe(cls, row: type[Row]) -> dict[str, Any]:
        return {"type": "array", "minItems": 1, "items": row.model_json_schema()}

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, _: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        (row,) = get_args(source)

        def read(value: Any) -> Table[Any]:
            if isinstance(value, cls):
                return value
            if isinstance(value, dict) and value.keys() == {"table"}:
                return cls(stored.get()(value["table"]))
            text = isinstance(value, File) and value.media_type == files.CSV
            frame = cls.read(value).frame
            if not len(frame):
                if not empty_allowed.get():
                    raise refuse("empty_table")
                absent = [name for name in row.model_fields if name not in frame.columns]
                frame = frame.assign(**{name: [] for name in absent})
            frame = normalise(frame, row, text=text)
            if faults := cls._faults(frame, row):
                raise ValidationError.from_exception_data(row.__name__, faults)
            return cls(frame)

        def write(value: Table[Any], info: core_schema.SerializationInfo[Any]) -> Any:
            keep = (info.context or {}).get("keep_table")
            return {"table": keep(value)} if keep else value.document()

        def describe(_schema: Any, _handler: Any) -> dict[str, Any]:
            return {**cls._describe(row), "title": row.__name__, "x-files": list(cls.media_types)}

        return core_schema.no_info_plain_validator_function(
            read,
            serialization=core_schema.plain_serializer_function_ser_schema(write, info_arg=True),
            metadata={"pydantic_js_functions": [describe]},
        )


class Series(Table[Row_co]):
    """A table whose first column orders the others: time, distance, or another axis."""
