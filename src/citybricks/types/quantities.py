"""Numbers with a unit: `Metres` in a signature is a label, a bound and a UCUM code at once."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal

from annotated_types import Ge, Le
from pydantic import BeforeValidator, Strict
from pydantic_core import PydanticKnownError


@dataclass(frozen=True, slots=True)
class Unit:
    """A UCUM code, carried into form labels, CLI help and the OGC description; empty is any."""

    code: str

    def __get_pydantic_json_schema__(
        self, schema: Any, handler: Callable[[Any], dict[str, Any]]
    ) -> dict[str, Any]:
        said = {"x-ogc-unit": self.code, "x-ogc-unitLang": "UCUM"} if self.code else {}
        return {**handler(schema), **said}


AnyUnit = Annotated[float, Unit("")]
"""A number in whatever unit it comes."""
Metres = Annotated[float, Ge(0), Unit("m")]
Kilometres = Annotated[float, Ge(0), Unit("km")]
SquareMetres = Annotated[float, Ge(0), Unit("m2")]
MetresPerMinute = Annotated[float, Ge(1), Le(1_000), Unit("m/min")]
Minutes = Annotated[float, Ge(0), Unit("min")]
Hours = Annotated[float, Ge(0), Unit("h")]
Tonnes = Annotated[float, Ge(0), Unit("t")]
People = Annotated[int, Ge(0), Unit("{person}")]
Percent = Annotated[float, Ge(0), Le(100), Unit("%")]
Longitude = Annotated[float, Ge(-180), Le(180), Unit("deg")]
Latitude = Annotated[float, Ge(-90), Le(90), Unit("deg")]
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?", re.DOTALL)


def _no_number(kind: Literal["date_type", "datetime_type"]) -> BeforeValidator:
    """Refuse what is no date or ISO 8601 text, such as seconds since 1970."""

    def check(value: Any) -> Any:
        if isinstance(value, date) or (isinstance(value, str) and _ISO.fullmatch(value)):
            return value
        raise PydanticKnownError(kind)

    return BeforeValidator(check)


Day = Annotated[date, Strict(strict=False), _no_number("date_type")]
"""A calendar day; JSON carries it as ISO 8601 text."""
Moment = Annotated[datetime, Strict(strict=False), _no_number("datetime_type")]
"""A point in time; JSON carries it as ISO 8601 text."""
Seed = Annotated[int, Ge(0), Le(2**31 - 1)]
"""Start of the random sequence: equal seeds give equal outcomes."""
