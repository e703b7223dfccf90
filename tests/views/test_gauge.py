from typing import Any

import pandas as pd
import pytest

from citybricks.types import Table, Violation
from citybricks.views import Gauge, Page
from citybricks.views.reader import Reader


def gauge(value: float, bound: float, *broken: dict[str, Any]) -> Gauge:
    rows = pd.DataFrame([*broken], columns=list(Violation.model_fields))
    return Gauge(value, bound, Table[Violation](rows), "Weight")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1000, "Proved optimal: no better plan exists."),
        (992, "At most 0.8 % more is possible."),
        (999.9999, "At most 0.01 % more is possible."),
    ],
)
def test_a_gap_is_said_and_never_rounded_away(value: float, said: str) -> None:
    assert gauge(value, 1000).verdict(Reader()) == said


def test_the_bound_stands_beside_what_is_reached_in_both_languages() -> None:
    assert gauge(992, 1000).summary(Reader()) == "Weight: 992; proven bound: 1,000; gap: 0.8 %."
    assert "已证明的上界：1,000" in gauge(992, 1000).summary(Reader(language="zh-Hans"))


def test_broken_rules_are_listed_and_go_before_the_gap() -> None:
    row = {"code": "cap", "where": "A", "value": 3, "limit": 2, "en": "A has 3 of 2", "zh": "超限"}
    page = Page(gauge(1000, 1000, row)).html()
    assert "cb-breaks" in page
    assert "A has 3 of 2" in page
    assert "does not matter yet" in page


def test_a_gauge_of_nothing_is_optimal() -> None:
    assert gauge(0, 0).verdict(Reader()) == "Proved optimal: no better plan exists."
    assert "<svg" not in Page(gauge(0, 0)).html()
