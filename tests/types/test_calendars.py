"""Time zones and countries are named as everybody names them."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from citybricks.types import HolidayCountry, ZoneName


def test_a_time_zone_has_its_iana_name() -> None:
    assert TypeAdapter(ZoneName).validate_python("Asia/Kolkata") == "Asia/Kolkata"


@pytest.mark.parametrize("wrong", ["", "Tsukuba", "+08:00", "Asia/../Tokyo", "\x00"])
def test_another_name_is_refused_with_an_example(wrong: str) -> None:
    with pytest.raises(ValidationError, match="such as Asia/Shanghai"):
        TypeAdapter(ZoneName).validate_python(wrong)


@pytest.mark.parametrize("code", ["CN", "JP", ""])
def test_holidays_of_a_country_are_known_or_none_is_named(code: str) -> None:
    assert TypeAdapter(HolidayCountry).validate_python(code) == code


@pytest.mark.parametrize("wrong", ["XX", "cn", "CHN", "China"])
def test_a_country_without_known_holidays_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError, match="such as CN or JP, not"):
        TypeAdapter(HolidayCountry).validate_python(wrong)
