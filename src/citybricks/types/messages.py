"""What is wrong with an input, in words: one template per kind of error.

The templates are the message ids of the translations in ``faces/<language>.po``. Those of
Pydantic's own errors are here too, so that every refusal reads alike in every language.
"""

from typing import Any

from pydantic_core import PydanticCustomError

MESSAGES: dict[str, str] = {
    # Pydantic's kinds (https://docs.pydantic.dev/latest/errors/validation_errors/)
    "missing": "is required and was not given",
    "extra_forbidden": "is not an input of this brick",
    "model_type": "must be an object with named fields, not {input}",
    "model_attributes_type": "must be an object with named fields, not {input}",
    "dict_type": "must be an object with named fields, not {input}",
    "list_type": "must be a list, not {input}",
    "tuple_type": "must be a list, not {input}",
    "too_short": "must have at least {min_length} items, not {actual_length}",
    "too_long": "must have at most {max_length} items, not {actual_length}",
    "string_type": "must be text, not {input}",
    "string_too_short": "must have at least {min_length} characters, not {input}",
    "string_too_long": "must have at most {max_length} characters, not {input}",
    "string_pattern_mismatch": "must look like {pattern}, not {input}",
    "int_type": "must be a whole number, not {input}",
    "int_from_float": "must be a whole number, not {input}",
    "int_parsing": "must be a whole number, not {input}",
    "int_parsing_size": "is too large a number: {input}",
    "float_type": "must be a number, not {input}",
    "float_parsing": "must be a number, not {input}",
    "finite_number": "must be a finite number, not {input}",
    "bool_type": "must be true or false, not {input}",
    "bool_parsing": "must be true or false, not {input}",
    "greater_than": "must be more than {gt}, not {input}",
    "greater_than_equal": "must be at least {ge}, not {input}",
    "less_than": "must be less than {lt}, not {input}",
    "less_than_equal": "must be at most {le}, not {input}",
    "multiple_of": "must be a multiple of {multiple_of}, not {input}",
    "literal_error": "must be one of {expected}, not {input}",
    "enum": "must be one of {expected}, not {input}",
    "none_required": "must be empty, not {input}",
    "date_type": "must be a date such as 2026-11-21, not {input}",
    "date_parsing": "must be a date such as 2026-11-21, not {input}",
    "date_from_datetime_parsing": "must be a date such as 2026-11-21, not {input}",
    "date_from_datetime_inexact": "must be a date such as 2026-11-21, not {input}",
    "datetime_type": "must be a time such as 2026-11-21T08:00:00Z, not {input}",
    "datetime_parsing": "must be a time such as 2026-11-21T08:00:00Z, not {input}",
    "datetime_from_date_parsing": "must be a time such as 2026-11-21T08:00:00Z, not {input}",
    # ours
    "time_zone": "must be the IANA name of a time zone, such as Asia/Shanghai, not {input}",
    "holiday_country": "must be the two letters of a country with known holidays, such as CN or JP,"
    " not {input}",
    "not_a_table": "must be a table: a list of rows or a file ({allowed}), not {input}",
    "not_features": "must be a GeoJSON FeatureCollection or a file ({allowed}), not {input}",
    "media_type": "cannot be read from {media_type}; allowed: {allowed}",
    "unreadable_file": "{name} cannot be read as {media_type}: {reason}",
    "empty_table": "has no rows; at least one is needed",
    "missing_column": "column is missing; the table has: {columns}",
    "missing_coordinates": "needs a longitude and a latitude column (or geometry as WKT);"
    " the table has: {columns}",
    "feature_type": "must be a GeoJSON Feature, not {input}",
    "geometry_missing": "must be a valid {geometry}, but there is none",
    "geometry_type": "must be a {geometry}, not a {given}",
    "geometry_bounds": "must be longitude -180 to 180 and latitude -90 to 90 (WGS 84), not {given}",
    "crs": "must be in WGS 84 (EPSG:4326) as RFC 7946 demands, not {crs}",
    "more_errors": "has {count} more rows with errors",
    "stored_table": "names a stored table that is not here: {table}",
}


def refuse(kind: str, **context: Any) -> PydanticCustomError:
    """Return the error of `kind`, one of `MESSAGES`, ready to raise in a validator."""
    return PydanticCustomError(kind, MESSAGES[kind], context)
