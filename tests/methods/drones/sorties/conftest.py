"""Small towns for sorties: a base in the middle, orders around it, wind from the west."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from citybricks.methods.drones.sorties import Legs, Order

SPEED_M_S, CLIMB_S, BUDGET_J, PAYLOAD_KG = 12.0, 40.0, 900_000.0, 3.0
Town = Callable[..., tuple[list[Order], Legs]]


def _town(seed: int, count: int = 4, *, far_m: float = 4000.0) -> tuple[list[Order], Legs]:
    random = np.random.default_rng(seed)
    places = np.vstack([np.zeros(2), random.uniform(-far_m, far_m, (count, 2))])
    apart = places[None] - places[:, None]
    metres = np.hypot(apart[..., 0], apart[..., 1])
    seconds = metres / SPEED_M_S + CLIMB_S + apart[..., 0] / 100
    np.fill_diagonal(seconds, 0.0)

    def joules(start: np.ndarray, end: np.ndarray, kg: np.ndarray) -> np.ndarray:
        return seconds[start, end] * 300 * (1 + kg / 5) + 5000 * (end > 0)

    orders = []
    for place in range(count):
        opens = int(random.integers(0, 4)) * 300
        closes = opens + int(random.integers(20, 60)) * 60
        orders.append(
            Order(
                f"o{place}",
                round(float(random.uniform(0.3, 1.6)), 2),
                opens,
                closes,
                30,
                int(random.integers(1, 4)),
                bool(random.random() < 0.5),
            )
        )
    return orders, Legs(seconds, joules, PAYLOAD_KG, BUDGET_J)


@pytest.fixture(scope="session")
def town() -> Town:
    return _town
