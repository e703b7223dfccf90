"""The size found is the cheapest there is, checked against every size on sale."""

from dataclasses import replace

import numpy as np
import pytest

from citybricks.bricks.solar_street.demand import lamp_energy
from citybricks.bricks.solar_street.energy_balance import course, loss_of_load
from citybricks.bricks.solar_street.equipment import Battery, Kit, Lamp, Panel, Prices
from citybricks.bricks.solar_street.panel_output import panel_output
from citybricks.bricks.solar_street.sizing import Size, Task, cheapest, ladder, least_batteries
from citybricks.bricks.solar_street.sun import DAYS, STEPS, sun_over
from citybricks.bricks.solar_street.weather_years import synthetic_years

IRRADIATION = np.array([1.97, 2.82, 4.01, 4.86, 5.65, 5.13, 4.54, 4.44, 4.19, 3.11, 1.92, 1.89])
WARMTH = np.array([-2.4, -1.6, 6.8, 14.4, 20.7, 24.2, 26.1, 25.5, 20.7, 14.4, 5.3, -0.6])
TILTS = (20.0, 40.0, 60.0)
KIT = Kit(
    Lamp(),
    Panel(step=10.0, largest=600.0),
    Battery(step=50.0, largest=3000.0),
    Prices(),
    TILTS,
    target=0.01,
    confidence=0.9,
)


def made(kit: Kit, count: int = 24, doubt: float = 0.2) -> Task:
    sun = sun_over(39.08, 117.07, 8.0)
    rng = np.random.default_rng(11)
    years = synthetic_years(sun, IRRADIATION, WARMTH, doubt=doubt, count=count, source=0, rng=rng)
    outputs = [panel_output(sun, years, tilt, 0, kit.panel) for tilt in kit.tilts]
    drive = course(sun, years, outputs, lamp_energy(sun, kit.lamp), kit.battery)
    return Task(drive, kit, years.measured)


@pytest.fixture(scope="module")
def task() -> Task:
    return made(KIT)


@pytest.fixture(scope="module")
def lost(task: Task) -> np.ndarray:
    """LLP of every size on sale: 60 panels, 61 batteries, 3 tilts, 24 years."""
    energies = np.arange(0, 3001, 50.0).reshape(-1, 1, 1)
    panels = np.arange(10, 601, 10.0)
    return np.stack(
        [loss_of_load(task.course, np.full((1, 1, 1), p), energies, KIT.battery) for p in panels]
    )


def brute_force(lost: np.ndarray, kit: Kit) -> float:
    """Least cost over the whole grid, without any of the brick's search."""
    kept = (lost <= kit.target).mean(axis=-1) >= kit.confidence - 1e-9
    panels = np.arange(10, 601, 10.0)[:, None, None]
    energies = np.arange(0, 3001, 50.0)[None, :, None]
    growth = 1 + kit.prices.discount / 100
    lives = 1 + growth**-kit.prices.battery_life
    cost = kit.prices.fixed + kit.prices.panel * panels + kit.prices.battery * lives * energies
    return float(np.where(kept, cost, np.inf).min())


@pytest.mark.long
@pytest.mark.parametrize(
    ("panel_price", "battery_price", "target", "confidence"),
    [
        (4.0, 0.8, 0.01, 0.9),  # as bought today
        (1.0, 2.0, 0.01, 0.9),  # cheap panels, dear batteries
        (12.0, 0.2, 0.01, 0.9),  # dear panels, cheap batteries
        (4.0, 0.8, 0.03, 0.75),  # a park that may be dark now and then
        (4.0, 0.8, 0.002, 1.0),  # a crossing that may not
    ],
)
def test_the_cost_is_within_one_percent_of_the_cheapest_of_all_sizes(
    task: Task,
    lost: np.ndarray,
    panel_price: float,
    battery_price: float,
    target: float,
    confidence: float,
) -> None:
    """Bar B16: the whole grid of sizes on sale, simulated one by one."""
    prices = Prices(panel=panel_price, battery=battery_price, fixed=0.0)
    kit = replace(KIT, prices=prices, target=target, confidence=confidence)
    choice = cheapest(replace(task, kit=kit))
    best = brute_force(lost, kit)
    assert choice is not None
    assert best * (1 - 1e-9) <= choice.cost <= best * 1.01


def test_the_size_found_keeps_the_target_and_the_next_smaller_does_not(task: Task) -> None:
    choice = cheapest(task)
    assert choice is not None
    size, part = choice, task.of([choice.tilt], np.arange(24))
    energies = np.array([size.battery, size.battery - KIT.battery.step]).reshape(-1, 1, 1)
    lost = loss_of_load(part.course, np.full((1, 1, 1), size.panel), energies, KIT.battery)
    kept = (lost[:, 0] <= KIT.target).mean(axis=-1)
    assert kept[0] >= KIT.confidence
    assert kept[1] < KIT.confidence


def test_years_that_must_keep_the_target_do(task: Task) -> None:
    choice = cheapest(task)
    assert choice is not None
    part = task.of([choice.tilt], np.arange(24))
    sizes = np.full((1, 1, 1), choice.panel), np.full((1, 1, 1), choice.battery)
    darkest = int(np.argmax(loss_of_load(part.course, *sizes, KIT.battery)[0, 0]))
    must = np.arange(24) == darkest
    strict = cheapest(replace(task, must=must))
    assert strict is not None
    assert strict.cost > choice.cost
    part = task.of([strict.tilt], np.arange(24))
    sizes = np.full((1, 1, 1), strict.panel), np.full((1, 1, 1), strict.battery)
    assert loss_of_load(part.course, *sizes, KIT.battery)[0, 0, darkest] <= KIT.target


def test_bisection_finds_what_a_walk_finds(task: Task, lost: np.ndarray) -> None:
    panels = np.array([200.0, 400.0])
    shape = (2, 3, 24)
    found = least_batteries(task, panels, 0.01, np.full(shape, -1), np.full(shape, 61))
    walked = np.argmax(lost[[19, 39]] <= 0.01, axis=1)
    walked = np.where((lost[[19, 39]] <= 0.01).any(axis=1), walked, 61)
    assert (found == walked).all()


def test_more_doubt_and_more_confidence_cost_more() -> None:
    kit = replace(KIT, tilts=(30.0,))
    doubts = [cheapest(made(kit, doubt=doubt)) for doubt in (0.0, 0.3)]
    sure = cheapest(made(replace(kit, confidence=1.0)))
    unsure = cheapest(made(replace(kit, confidence=0.5)))
    costs = [choice.cost for choice in (*doubts, unsure, sure) if choice]
    assert costs[0] < costs[1]
    assert costs[2] < costs[3]


def test_what_is_not_on_sale_is_not_sold() -> None:
    small = replace(KIT, tilts=(30.0,), panel=Panel(step=10.0, largest=60.0))
    assert cheapest(made(small)) is None


def test_a_lamp_that_asks_for_nothing_gets_nothing(task: Task) -> None:
    idle = replace(task.course, demand=np.zeros_like(task.course.demand))
    choice = cheapest(replace(task, course=idle))
    assert choice is not None
    assert choice == Size(0.0, 0.0, 0, KIT.prices.fixed)


def test_the_ladder_starts_where_the_year_is_just_covered(task: Task) -> None:
    rungs = ladder(task)
    yearly = task.course.gain.sum(axis=0).mean(axis=1).max()
    assert rungs[0] * yearly <= task.course.demand.sum() * 1.01
    assert (np.diff(rungs) > 0).all()
    assert rungs[-1] <= KIT.panel.largest
    assert DAYS * STEPS == 17520
