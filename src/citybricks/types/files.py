"""A file on its way in or out: bytes, what they are, and what they were called."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

CSV = "text/csv"
JSON = "application/json"
GEOJSON = "application/geo+json"
PARQUET = "application/vnd.apache.parquet"
EPW = "application/vnd.energyplus.epw"
TAR = "application/x-tar"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

EXTENSIONS = {
    ".csv": CSV,
    ".tsv": CSV,
    ".json": JSON,
    ".geojson": GEOJSON,
    ".parquet": PARQUET,
    ".geoparquet": PARQUET,
    ".epw": EPW,
    ".bel": TAR,
    ".xlsx": XLSX,
}
"""Which media type a file extension stands for."""

_NAMES = {
    CSV: "CSV",
    JSON: "JSON",
    GEOJSON: "GeoJSON",
    PARQUET: "Parquet",
    EPW: "EPW",
    TAR: "Belenios",
    XLSX: "Excel",
}
_ALIASES = {"application/x-parquet": PARQUET, "application/parquet": PARQUET}


def media_type(text: str) -> str:
    """Return a media type without its parameters, in its registered spelling."""
    bare = text.partition(";")[0].strip().lower()
    return _ALIASES.get(bare, bare)


def extensions(media: tuple[str, ...]) -> tuple[str, ...]:
    """Return the file extensions that stand for the media types, for a file picker."""
    return tuple(extension for extension, name in EXTENSIONS.items() if name in media)


def in_words(media: Iterable[str]) -> str:
    """Name media types so that officers and programs know them: "CSV (text/csv), ..."."""
    return ", ".join(f"{_NAMES[each]} ({each})" for each in media)


@dataclass(frozen=True, slots=True)
class File:
    """The content of a file that an input is read from."""

    content: bytes
    media_type: str
    name: str = "file"

    @classmethod
    def named(cls, name: str, content: bytes) -> "File":
        """Make a file whose media type is told by the extension of its name."""
        suffix = PurePath(name).suffix.lower()
        return cls(content, EXTENSIONS.get(suffix, suffix or "unknown"), PurePath(name).name)

    @classmethod
    def decoded(cls, text: str, media: str, encoding: str | None) -> "File":
        """Make a file from text in a JSON document, in base64 when `encoding` says so.

        Raises
        ------
        ValueError
            When the text is not valid base64.
        """
        if encoding != "base64":
            return cls(text.encode(), media_type(media))
        try:
            return cls(base64.b64decode(text, validate=True), media_type(media))
        except ValueError as error:
            raise ValueError(f"not valid base64: {error}") from error
