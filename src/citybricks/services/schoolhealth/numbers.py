"""Whole numbers as files of all kinds write them; nothing that is written ends in an error."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date

from citybricks.services.schoolhealth.findings import Finding
from citybricks.services.schoolhealth.rules import MOST
from citybricks.services.schoolhealth.tables import short

_DAY = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ]00:00(?::00)?)?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_KANJI = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")


def whole(column: str, value: object, most: int = MOST) -> int | Finding:
    """Return a count of pupils from 0 to `most`, or what is wrong with it."""
    if value is None or value == "":
        return Finding("missing-value", column)
    number = _number(value)
    rule = "not-a-number" if number is None else _rule(number, most)
    if rule or number is None:
        return Finding(rule, column, short(value), str(most))
    return int(number)


def _rule(number: float, most: int) -> str:
    """Return which rule a number breaks as a count, or nothing."""
    if not math.isfinite(number):
        return "not-finite"
    if number < 0:
        return "negative"
    if number > most:
        return "too-many"
    return "" if number == int(number) else "not-whole"


def _number(value: object) -> float | None:
    """Return a number, which need be neither finite nor whole; None: it is none."""
    if isinstance(value, bool):
        return None
    text = unicodedata.normalize("NFKC", str(value)).strip().replace("−", "-")
    if "_" in text:
        return None  # Python reads 1_000, nobody else does
    try:
        return float(text)
    except ValueError:
        return None


def day(column: str, value: object) -> date | Finding:
    """Return a day, or what is wrong with it."""
    text = unicodedata.normalize("NFKC", str(value or "")).strip()
    if not text:
        return Finding("missing-value", column)
    match = _DAY.fullmatch(text) or _COMPACT.fullmatch(text) or _KANJI.fullmatch(text)
    try:
        if match:
            return date(*map(int, match.groups()))
    except ValueError:
        pass
    return Finding("not-a-day", column, short(value))
