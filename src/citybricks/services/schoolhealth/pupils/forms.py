"""What guardians send of a morning, read."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from citybricks.services.schoolhealth.pupils.domain import mornings, wording
from citybricks.services.schoolhealth.pupils.domain.mornings import ImplausibleError, Morning

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Given:
    """A form as it was sent, with what is wrong in it.

    Parameters
    ----------
    values
        As typed, so that nothing is lost.
    morning
        What it says; None when something is wrong.
    wrong
        What is wrong, by field.
    """

    values: dict[str, Any]
    morning: Morning | None = None
    wrong: dict[str, str] = field(default_factory=dict)


def read(sent: Any, day: date, country: str, language: str) -> Given:
    """Read the form of a check-in."""
    values = {
        "temperature": sent.get("temperature", "").strip()[:_LONGEST],
        "symptoms": list(dict.fromkeys(sent.getlist("symptoms")))[:20],
        "attendance": sent.get("attendance", "")[:_LONGEST],
        "diagnosis": sent.get("diagnosis", "")[:_LONGEST],
    }
    try:
        said = Morning(
            _tenths(values["temperature"]),
            tuple(values["symptoms"]),
            values["attendance"],
            values["diagnosis"],
        )
        return Given(values, mornings.checked(said, day, country))
    except ImplausibleError as error:
        return Given(values, None, {error.field: wording.told(error.rule, language)})


def days(sent: Any, names: tuple[str, ...]) -> dict[str, date]:
    """Read days of an illness; those left empty are not known.

    Raises
    ------
    ImplausibleError
        When one is no day of the calendar.
    """
    found = {}
    for name in names:
        if typed := sent.get(name, "").strip()[:_LONGEST]:
            try:
                found[name] = date.fromisoformat(unicodedata.normalize("NFKC", typed))
            except ValueError:
                raise ImplausibleError(name, "date", typed) from None
    return found


def shown(one: Morning) -> dict[str, Any]:
    """Return a morning as the values of the form."""
    return {
        "temperature": "" if one.temperature is None else f"{one.temperature / 10:.1f}",
        "symptoms": list(one.symptoms),
        "attendance": one.attendance,
        "diagnosis": one.diagnosis,
    }


def _tenths(typed: str) -> int | None:
    """Return a temperature in tenths, as typed with any keyboard: 36.5, 36,5, ３６．５ or 365."""
    plain = unicodedata.normalize("NFKC", typed).replace(",", ".").removesuffix("°C").strip()
    if not plain:
        return None
    try:
        degrees = Decimal(plain)
    except InvalidOperation:
        raise ImplausibleError("temperature", "temperature", typed) from None
    if not degrees.is_finite() or not 0 < degrees < 1000:  # noqa: PLR2004 - what is no temperature
        raise ImplausibleError("temperature", "temperature", typed)
    if degrees == int(degrees) and degrees >= 100:  # noqa: PLR2004 - without its point
        degrees /= 10
    return round(degrees * 10)
