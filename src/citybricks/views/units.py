"""UCUM codes as people write them: ``{person}/km2`` is people/km², ``kW.h`` is kWh."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citybricks.views.reader import Reader

WORDS = {
    "{person}": ("people", "person"),
    "{resident}": ("residents", "resident"),
    "{household}": ("households", "household"),
    "{home}": ("homes", "home"),
    "{building}": ("buildings", "building"),
    "{stop}": ("stops", "stop"),
    "{trip}": ("trips", "trip"),
    "{passenger}": ("passengers", "passenger"),
    "{vehicle}": ("vehicles", "vehicle"),
    "{bus}": ("buses", "bus"),
    "{lorry}": ("lorries", "lorry"),
    "{vote}": ("votes", "vote"),
    "{voter}": ("voters", "voter"),
    "{ballot}": ("ballots", "ballot"),
    "{case}": ("cases", "case"),
    "{death}": ("deaths", "death"),
    "{patient}": ("patients", "patient"),
    "{child}": ("children", "child"),
    "{pupil}": ("pupils", "pupil"),
    "{bed}": ("beds", "bed"),
    "{job}": ("jobs", "job"),
    "{event}": ("events", "event"),
    "{call}": ("calls", "call"),
    "{message}": ("messages", "message"),
    "{payment}": ("payments", "payment"),
    "{parcel}": ("parcels", "parcel"),
    "{order}": ("orders", "order"),
    "{tree}": ("trees", "tree"),
    "{bench}": ("benches", "bench"),
    "{device}": ("devices", "device"),
    "{meeting}": ("meetings", "meeting"),
    "{member}": ("members", "member"),
    "{visit}": ("visits", "visit"),
    "{day}": ("days", "day"),
    "{night}": ("nights", "night"),
    "{pole}": ("poles", "pole"),
    "{year}": ("years", "year"),
    "{score}": ("points", "point"),
    "{point}": ("points", "point"),
    "{EUR}": ("euros", "euro"),
    "{CNY}": ("yuan", "yuan"),
    "{USD}": ("US dollars", "US dollar"),
    "EUR": ("euros", "euro"),
    "CNY": ("yuan", "yuan"),
    "USD": ("US dollars", "US dollar"),
    "s": ("s", "s"),
    "min": ("min", "min"),
    "h": ("h", "h"),
    "d": ("days", "day"),
    "wk": ("weeks", "week"),
    "mo": ("months", "month"),
    "a": ("years", "year"),
    "t": ("t", "t"),
    "har": ("ha", "ha"),
    "deg": ("°", "°"),
}
"""Codes that are words: of several, and of one or after a stroke; each has a translation."""

_SIGNS = {
    "1": "",
    "%": "%",
    "[ppth]": "‰",
    "[ppm]": "ppm",
    "[ppb]": "ppb",
    "Cel": "°C",
    "[degF]": "°F",
    "Ohm": "Ω",
    "dB[A]": "dB(A)",
    "dB[SPL]": "dB",
    "10*3": "10³",
    "10*6": "10⁶",
    "10*9": "10⁹",
}
_HOURS = re.compile(r"\b([kMGT]?(?:W|VA|A|var))\.h\b")
_TOKEN = re.compile(r"\{[^}]*\}|[./()]|[^./(){}]+")
_POWER = re.compile(r"(?P<unit>[^\d+-]+)(?P<power>[-+]?\d+)$")
_MICRO = re.compile(r"u(?=[gmslLWAV]$)")
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+")
_TIMES = "\u202f"
_TIGHT = ("%", "‰", "°")


def shown(code: str, reader: Reader, value: float | None = None) -> str:
    """Return a UCUM code in words and signs; an unknown one as it is, without braces.

    Parameters
    ----------
    code
        The UCUM code.
    reader
        For whom.
    value
        The number it stands behind: one has a singular.
    """
    if code in _SIGNS:
        return _SIGNS[code]
    return "".join(_pieces(_HOURS.sub(r"\1h", code.strip()), reader, one=value == 1))


def _pieces(code: str, reader: Reader, *, one: bool) -> Iterator[str]:
    """Yield a code piece by piece; what is below a stroke is singular."""
    before = ""
    for piece in _TOKEN.findall(code):
        one = one or piece == "/"
        note = piece.startswith("{") and before not in ("", ".", "/", "(")
        if note:
            yield f" {_named(piece, reader, one=one)}"
        else:
            yield _TIMES if piece == "." else _named(piece, reader, one=one)
        before = piece


def _named(piece: str, reader: Reader, *, one: bool) -> str:
    if piece in WORDS:
        return reader(WORDS[piece][one])
    if piece in _SIGNS:
        return _SIGNS[piece]
    if piece.startswith("{"):
        return reader(piece.strip("{}").replace("_", " "))
    found = _POWER.match(piece)
    unit, power = (found["unit"], found["power"]) if found else (piece, "")
    named = reader(WORDS[unit][one]) if unit in WORDS else _MICRO.sub("µ", unit)
    return named + power.translate(_RAISED)


def quantity(written: str, unit: str) -> str:
    """Put a shown unit behind a written number: 12 km, but 12%."""
    if not unit or written == "–":
        return written
    return f"{written}{'' if unit.startswith(_TIGHT) else chr(0xA0)}{unit}"
