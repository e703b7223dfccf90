"""What orders and fleets can be; what cannot is refused with field, value and what is allowed."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan
from numbers import Real

from citybricks.methods.drones.errors import InputError
from citybricks.methods.drones.sorties.objectives import OBJECTIVES
from citybricks.methods.drones.sorties.orders import Order

HEAVIEST_KG = 300.0
LONGEST_S = 7 * 24 * 3600
MOST_DRONES = 500
MOST_DROPS = 3
MOST_ORDERS = 2_000
MOST_WEIGHT = 1_000


def check_orders(orders: Sequence[Order]) -> None:
    """Refuse orders that cannot be.

    Raises
    ------
    InputError
        When there is none or too many, an id is empty or twice, or a number is none, or outside
        what its field can be.
    """
    if not orders or len(orders) > MOST_ORDERS:
        raise InputError.outside("orders", len(orders), 1, MOST_ORDERS)
    seen: dict[str, int] = {}
    for place, order in enumerate(orders):
        field = f"orders[{place}]"
        if not str(order.id).strip():
            raise InputError(f"{field}.id", order.id, ("a name", "名称"))
        if order.id in seen:
            raise InputError(
                f"{field}.id",
                order.id,
                (
                    f"a name unlike that of orders[{seen[order.id]}]",
                    f"与 orders[{seen[order.id]}] 不同的名称",
                ),
            )
        seen[order.id] = place
        _check_order(field, order)


def _check_order(field: str, order: Order) -> None:
    _number(f"{field}.mass_kg", order.mass_kg, 0, HEAVIEST_KG)
    if order.mass_kg <= 0:
        raise InputError(f"{field}.mass_kg", order.mass_kg, ("more than 0 kg", "大于 0 千克"))
    _whole(f"{field}.open_s", order.open_s, 0, LONGEST_S)
    _whole(f"{field}.close_s", order.close_s, 0, LONGEST_S)
    if order.close_s < order.open_s:
        raise InputError(
            f"{field}.close_s",
            order.close_s,
            (f"not before open_s, {order.open_s}", f"不早于 open_s（{order.open_s}）"),
        )
    _whole(f"{field}.service_s", order.service_s, 0, 3600)
    _whole(f"{field}.weight", order.weight, 1, MOST_WEIGHT)


def check_fleet(drones: int, swap_s: float, objective: str, step_s: int) -> None:
    """Refuse fleets, objectives and timetables that cannot be.

    Raises
    ------
    InputError
        When a number is none or outside what its field can be, or nobody knows the objective.
    """
    _whole("drones", drones, 1, MOST_DRONES)
    _number("swap_s", swap_s, 0, 86_400)
    _whole("step_s", step_s, 1, 3600)
    if objective not in OBJECTIVES:
        names = ", ".join(OBJECTIVES)
        raise InputError("objective", objective, (f"one of {names}", f"{names} 之一"))


def check_flying(drops: int, reserve: float) -> None:
    """Refuse numbers of drops and shares of reserve that cannot be.

    Raises
    ------
    InputError
        When there are fewer drops than 1 or more than 3, or the reserve is no share below 1.
    """
    _whole("most_drops", drops, 1, MOST_DROPS)
    _number("reserve", reserve, 0, 0.95)


def _number(field: str, value: object, low: float, high: float) -> None:
    number = float(value) if isinstance(value, Real) and not isinstance(value, bool) else nan
    if not low <= number <= high:
        span = f"{low:g}–{high:g}"
        raise InputError(field, value, (f"a number in {span}", f"{span} 之间的数"))


def _whole(field: str, value: float, low: int, high: int) -> None:
    _number(field, value, low, high)
    if value != int(value):
        raise InputError(field, value, ("a whole number", "整数"))
