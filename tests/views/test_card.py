from datetime import date
from typing import Any

import pytest

from citybricks.types import Indicator
from citybricks.views import Card, Page
from citybricks.views.colours import SDG, contrast
from citybricks.views.reader import Reader


def test_an_indicator_shows_number_unit_goal_place_and_year() -> None:
    made = Indicator(sdg="11.2.1", value=72.34, unit="%", name="Access", year=2026, place="Tianjin")
    html = str(Card(made).html(Reader()))
    for text in ("72.34", "%", "Access", "11.2.1", SDG[10], "Tianjin 2026", "SDG 11 Sustainable"):
        assert text in html


@pytest.mark.parametrize("code", ["", "18.1", "0", "custom", "x.1"])
def test_a_code_outside_the_goals_has_no_badge(code: str) -> None:
    html = str(Card(Indicator(sdg=code, value=1, unit="1")).html(Reader()))
    assert "<svg" not in html


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1240, "1,240"),
        (0.5, "0.5"),
        (None, "–"),
        (float("nan"), "–"),
        (True, "yes"),
        ("ready", "ready"),
        (date(2026, 1, 1), "2026-01-01"),
        (["a", "b"], "a, b"),
    ],
)
def test_any_value_can_stand_on_a_card(value: Any, text: str) -> None:
    assert text in Card(value, "Label").html(Reader())


def test_one_has_a_singular() -> None:
    assert "bus<" in Card(1, "Needed", unit="{bus}").html(Reader())
    assert "buses<" in Card(2, "Needed", unit="{bus}").html(Reader())


def test_every_goal_can_be_read_on_its_colour() -> None:
    for colour in SDG:
        ink = max("#ffffff", "#1c2530", key=lambda ink: contrast(ink, colour))
        assert contrast(ink, colour) > 3, colour  # WCAG 1.4.3: the number is large and bold


def test_neighbouring_cards_are_one_list() -> None:
    assert Page(Card(1, "a"), Card(2, "b"), "text", Card(3, "c")).html().count("<dl") == 2
