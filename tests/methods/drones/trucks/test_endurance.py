"""What a battery holds becomes seconds in the air."""

from __future__ import annotations

import numpy as np
import pytest

from citybricks.methods.drones.trucks.endurance import endurance_s

FLIGHT = np.array([[0, 100, np.inf], [100, 0, 60], [np.inf, 60, 0]])
GIVEN = {
    "flight_s": FLIGHT,
    "drone_service_s": 20.0,
    "out_j": FLIGHT * 200,
    "back_j": FLIGHT * 150,
    "hover_w": 100.0,
}


def test_what_is_left_is_spent_hovering() -> None:
    limit = endurance_s(**GIVEN, battery_j=40_000)  # type: ignore[arg-type]
    assert limit[0, 1, 0] == pytest.approx(100 + 20 + 100 + (40_000 - 20_000 - 15_000) / 100)
    assert limit[0, 1, 2] > limit[0, 1, 0] - 40


def test_no_sortie_where_the_battery_or_the_way_ends() -> None:
    limit = endurance_s(**GIVEN, battery_j=30_000)  # type: ignore[arg-type]
    assert limit[0, 1, 0] == -1
    assert limit[0, 1, 2] > 0
    assert limit[0, 2, 1] == limit[1, 2, 0] == -1
