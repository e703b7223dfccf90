"""What a call offers: tracks, formats and criteria, written by organisers a line each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from citybricks.network.content.given import text_up_to
from citybricks.network.content.text import Text
from citybricks.network.gatherings.calls.models import Call, Criterion
from citybricks.network.gatherings.programme.domain.talks import tracks_of

MOST = 20
"""Formats or criteria of a call."""
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PARTS = 4
_LONGEST_NAME, _LONGEST_CODE = 80, 40


@dataclass(frozen=True, slots=True)
class Offered:
    """A line: code, number (minutes, or weight), name in Chinese and in English."""

    code: str
    number: float
    zh: str
    en: str

    @property
    def name(self) -> Text:
        """Return the name in both languages."""
        return Text.of("en", self.en, zh_Hans=self.zh) if self.en else Text.of("zh-Hans", self.zh)

    def written(self) -> str:
        """Return it as its line."""
        return f"{self.code} | {self.number:g} | {self.zh} | {self.en}"


def lines(given: str, least: float, most: float, *, whole: bool = False) -> list[Offered]:
    """Read lines ``code | number | 中文 | English``.

    Raises
    ------
    ValidationError
        When a line does not fit; it says which, and what is allowed.
    """
    found = [
        _read(number, row, least, most, whole=whole)
        for number, row in enumerate(filter(str.strip, given.splitlines()), 1)
    ]
    if len(found) > MOST:
        raise ValidationError(
            _("%(given)s lines; at most %(most)s are allowed.")
            % {"given": len(found), "most": MOST}
        )
    codes = [one.code for one in found]
    if twice := next((code for code in codes if codes.count(code) > 1), ""):
        raise ValidationError(_("The code “%(code)s” is there twice.") % {"code": twice})
    return found


def _read(number: int, row: str, least: float, most: float, *, whole: bool) -> Offered:
    parts = [part.strip() for part in row.replace("｜", "|").split("|")]
    where = {"line": number, "given": row.strip()[:80]}
    if len(parts) != _PARTS or not any(parts[2:]):
        raise ValidationError(
            _("Line %(line)s, “%(given)s”: write code | number | 中文 | English.") % where
        )
    if len(parts[0]) > _LONGEST_CODE or not _CODE.fullmatch(parts[0]):
        raise ValidationError(
            _("Line %(line)s, “%(given)s”: a code has a-z, 0-9 and hyphens.") % where
        )
    said = where | {"least": f"{least:g}", "most": f"{most:g}"}
    wrong = _("Line %(line)s, “%(given)s”: the number is from %(least)s to %(most)s.") % said
    try:
        value = float(parts[1])
    except ValueError as error:
        raise ValidationError(wrong) from error
    if not least <= value <= most or (whole and value != int(value)):
        raise ValidationError(wrong)
    zh, en = (text_up_to(part, _LONGEST_NAME) for part in parts[2:])
    return Offered(parts[0], value, zh, en)


def formats_of(given: Iterable[Offered]) -> list[dict[str, Any]]:
    """Return formats as a call keeps them."""
    return [
        {"code": one.code, "minutes": int(one.number), "name": one.name.model_dump(mode="json")}
        for one in given
    ]


def format_lines(call: Call) -> str:
    """Return a call's formats as its form shows them."""
    return "\n".join(_line(one["code"], one["minutes"], one["name"]) for one in call.formats)


def criterion_lines(call: Call) -> str:
    """Return a call's criteria as its form shows them."""
    rows = call.criteria.all()
    return "\n".join(_line(row.code, row.weight, row.name.model_dump()) for row in rows)


def _line(code: str, number: float, name: Mapping[str, Any]) -> str:
    versions = Text.model_validate(name).versions()
    return Offered(code, number, versions.get("zh-Hans", ""), versions.get("en", "")).written()


def keep_criteria(call: Call, given: list[Offered]) -> None:
    """Write a call's criteria; those that stay keep their marks."""
    there = {row.code: row for row in call.criteria.all()}
    for place, one in enumerate(given):
        row = there.pop(one.code, None) or Criterion(call=call, code=one.code)
        row.name, row.weight, row.place = one.name, one.number, place
        row.save()
    for row in there.values():
        row.delete()


def format_choices(call: Call, language: str) -> list[tuple[str, str]]:
    """Return the formats with their lengths, to choose from."""
    minutes = _("%(name)s (%(minutes)s minutes)")
    return [
        (
            one["code"],
            minutes
            % {
                "name": Text.model_validate(one["name"]).shown(language).text,
                "minutes": one["minutes"],
            },
        )
        for one in call.formats
    ]


def minutes_of(call: Call, code: str) -> int:
    """Return how long a format is; 20 minutes, or 90 of a session, where none is chosen."""
    usual = 20 if call.kind == "talks" else 90
    return next((int(one["minutes"]) for one in call.formats if one["code"] == code), usual)


def track_names(call: Call) -> dict[str, Text]:
    """Return the tracks that a call offers, by code."""
    every = dict(tracks_of(call.gathering))
    return {code: every[code] for code in call.tracks if code in every} or every


def track_choices(call: Call, language: str) -> list[tuple[str, str]]:
    """Return the tracks to choose from."""
    return [(code, name.shown(language).text or code) for code, name in track_names(call).items()]
