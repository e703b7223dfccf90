"""Numbers with a unit: `Metres` in a signature is a label, a bound and a UCUM code at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from annotated_types import Ge, Le
from pydantic import Strict


@dataclass(frozen=True, slots=True)
class Unit:
    """A UCUM code, carried into form labels, CLI help and the OGC description."""

    code: str

    def __get_pydantic_json_schema__(
        self, schema: Any, handler: Callable[[Any], dict[str, Any]]
    ) -> dict[str, Any]:
        return {**handler(schema), "x-ogc-unit": self.code, "x-ogc-unitLang": "UCUM"}


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
Day = Annotated[date, Strict(strict=False)]
"""A calendar day; JSON carries it as ISO 8601 text."""
Moment = Annotated[datetime, Strict(strict=False)]
"""A point in time; JSON carries it as ISO 8601 text."""
Seed = Annotated[int, Ge(0), Le(2**31 - 1)]
"""Start of the random sequence: equal seeds give equal outcomes."""
