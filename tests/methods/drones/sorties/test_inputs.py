"""Orders and fleets that cannot be are refused with field, value and what is allowed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import inf, nan
from typing import Any

import pytest

from citybricks.methods.drones.errors import InputError
from citybricks.methods.drones.sorties import Legs, Order, enumerate_flights, plan
from citybricks.methods.drones.sorties.inputs import check_flying, check_orders

Town = Callable[..., tuple[list[Order], Legs]]

ORDERS: list[tuple[str, Any]] = [
    ("mass_kg", 0.0),
    ("mass_kg", -1.5),
    ("mass_kg", nan),
    ("mass_kg", inf),
    ("mass_kg", 2_000.0),
    ("mass_kg", "2 kg"),
    ("mass_kg", None),
    ("mass_kg", True),
    ("open_s", -60),
    ("open_s", nan),
    ("open_s", 0.5),
    ("close_s", 10**9),
    ("close_s", "noon"),
    ("service_s", -1),
    ("service_s", 7_200),
    ("weight", 0),
    ("weight", 2.5),
    ("weight", -3),
    ("id", ""),
    ("id", "   "),
]
FLEETS: list[tuple[str, Any]] = [
    ("drones", 0),
    ("drones", -4),
    ("drones", 1.5),
    ("drones", 10_000),
    ("swap_s", -1.0),
    ("swap_s", nan),
    ("objective", "cheap"),
    ("objective", ""),
    ("step_s", 0),
    ("step_s", 0.5),
]


@pytest.mark.parametrize(("field", "value"), ORDERS)
def test_an_order_that_cannot_be_is_refused(field: str, value: Any) -> None:
    orders = [Order("a", 1.0), replace(Order("b", 1.0), **{field: value})]
    with pytest.raises(InputError) as caught:
        check_orders(orders)
    assert caught.value.field == f"orders[1].{field}"
    assert caught.value.value is value
    assert caught.value.allowed in caught.value.en
    assert "允许" in caught.value.zh


@pytest.mark.parametrize(("field", "value"), FLEETS)
def test_a_fleet_that_cannot_be_is_refused(field: str, value: Any, town: Town) -> None:
    orders, legs = town(0)
    given: dict[str, Any] = {field: value}
    with pytest.raises(InputError) as caught:
        plan(orders, enumerate_flights(orders, legs), **given)
    assert caught.value.field == field
    assert caught.value.value is value


def test_two_orders_of_one_name_are_refused() -> None:
    with pytest.raises(InputError, match=r"orders\[1\].id is 'a'.*unlike that of orders\[0\]"):
        check_orders([Order("a", 1.0), Order("a", 2.0)])


def test_a_window_that_closes_before_it_opens_is_refused() -> None:
    with pytest.raises(InputError, match=r"close_s is 60; allowed: not before open_s, 600"):
        check_orders([Order("a", 1.0, 600, 60)])


def test_no_orders_and_too_many_are_refused() -> None:
    for orders in ([], [Order(str(n), 1.0) for n in range(2_001)]):
        with pytest.raises(InputError, match=r"orders is \d+; allowed: a number in 1–2000"):
            check_orders(orders)


@pytest.mark.parametrize(
    ("drops", "reserve", "field"),
    [(0, 0.2, "most_drops"), (4, 0.2, "most_drops"), (3, 1.0, "reserve"), (3, -0.1, "reserve")],
)
def test_drops_and_reserves_that_cannot_be_are_refused(
    drops: int, reserve: float, field: str
) -> None:
    with pytest.raises(InputError) as caught:
        check_flying(drops, reserve)
    assert caught.value.field == field
