"""Solar lamps: sizes against brute force, against a loop of their own, on weather not seen.

The weather files are real and not ours to pass on; they are looked for where the bars' test looks
for them (``CITYBRICKS_DATA``), and without them only the other figures are told.
"""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import numpy as np

from benchmarks.figure import Figure
from citybricks.bricks.solar_street import test_bars as bars
from citybricks.bricks.solar_street import test_sizing as grid
from citybricks.bricks.solar_street.brick import solar_street
from citybricks.bricks.solar_street.demand import lamp_energy
from citybricks.bricks.solar_street.energy_balance import course, loss_of_load
from citybricks.bricks.solar_street.equipment import Prices
from citybricks.bricks.solar_street.measured_years import measured_years
from citybricks.bricks.solar_street.panel_output import panel_output
from citybricks.bricks.solar_street.sizing import cheapest
from citybricks.bricks.solar_street.sun import sun_over

SIZES = ((120.0, 900.0, 45.0), (200.0, 800.0, 30.0), (300.0, 600.0, 20.0))
"""Panels, batteries and tilts that leave lamps dark now and then."""
PRICES = ((4.0, 0.8), (1.0, 2.0), (12.0, 0.2))
"""Yuan per watt and per watt-hour."""
UNSEEN = (
    (bars.TMYX, (bars.TMYX,), bars.CSWD),
    (bars.CSWD, (bars.CSWD,), bars.TMYX),
    (bars.SHANGHAI, (), bars.SHANGHAI),
    (bars.SHENZHEN, (), bars.SHENZHEN),
)


def example() -> None:
    """Tell how long the packaged example takes."""
    begun = process_time()
    solar_street.run(bars.EXAMPLE)
    spent = process_time() - begun
    Figure(name="solar street, example", value=spent, unit="s CPU", at_most=10).tell()


def optimum() -> None:
    """Tell how far the cost is above the cheapest of all 10,980 sizes on sale."""
    task = grid.made(replace(grid.KIT, confidence=0.9))
    panels = np.arange(10, 601, 10.0)
    energies = np.arange(0, 3001, 50.0).reshape(-1, 1, 1)
    lost = np.stack(
        [
            loss_of_load(task.course, np.full((1, 1, 1), p), energies, grid.KIT.battery)
            for p in panels
        ]
    )
    above = []
    for panel, battery in PRICES:
        prices = Prices(panel=panel, battery=battery, fixed=0.0)
        kit = replace(grid.KIT, prices=prices)
        found = cheapest(replace(task, kit=kit))
        best = grid.brute_force(lost, kit)
        above.append(100 * (found.cost / best - 1) if found else 100.0)
    Figure(
        name="solar street, cost above brute force",
        value=max(above),
        unit="%",
        at_most=1,
        note="without the fixed part; 60 panels, 61 batteries, 3 tilts, 24 years",
    ).tell()


def agreement() -> None:
    """Tell how far the brick and the loop of the bars' test are apart, and how fast they are."""
    apart, ours, theirs, years = [], 0.0, 0.0, 0
    for words in (bars.CSWD, bars.TMYX, bars.SHANGHAI, bars.SHENZHEN):
        at = bars.weather(words)
        sun = sun_over(at.latitude, at.longitude, at.utc_offset)
        weather = measured_years(sun, at, 1, "weather.0")
        bars.quarters(words)
        for panel, energy, tilt in SIZES:
            begun = process_time()
            loop = bars.loop(words, panel, energy, tilt)
            theirs += process_time() - begun
            years += 2
            outputs = [panel_output(sun, weather, tilt, 0.0, bars.PANEL)]
            drive = course(sun, weather, outputs, lamp_energy(sun, bars.LAMP), bars.BATTERY)
            size = np.full((1, 1, 1), panel), np.full((1, 1, 1), energy)
            apart.append(100 * abs(loss_of_load(drive, *size, bars.BATTERY).item() - loop))
            many = np.full((200, 1, 1), panel)
            begun = process_time()
            loss_of_load(drive, many, np.full((200, 1, 1), energy), bars.BATTERY)
            ours += (process_time() - begun) / 200
    Figure(
        name="solar street, LLP apart from a 15-minute loop",
        value=max(apart),
        unit="percentage points",
        at_most=0.2,
        note=f"{len(apart)} cases on 4 weather files",
    ).tell()
    Figure(
        name="solar street, lamp-years per second",
        value=len(apart) / ours,
        unit="1/s",
        at_least=1000,
        peer="plain Python loop",
        peer_value=years / theirs,
    ).tell()


def unseen() -> None:
    """Tell what lamps lose in weather they were not sized on."""
    for climate, files, file in UNSEEN:
        outcome = bars.sized(bars.means(climate), climate, *files)
        size = outcome.orders.frame.iloc[0]
        given = f"{climate} means{' and file' if files else ''}"
        Figure(
            name=f"solar street, LLP on {file} sized on {given}",
            value=bars.lost(outcome, file),
            unit="%",
            at_most=1,
            note=f"{size.panel:.0f} W, {size.battery:.0f} Wh, {size.tilt:.0f} degrees",
        ).tell()


if __name__ == "__main__":
    example()
    optimum()
    if bars.FILES:
        agreement()
        unseen()
