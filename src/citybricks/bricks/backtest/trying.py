"""Detectors tried on the past, and on copies of it with outbreaks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from citybricks import BrickError, track
from citybricks.bricks.backtest.reading import Past
from citybricks.methods.surveillance.backtesting import (
    Choice,
    Injected,
    Outbreak,
    Quality,
    Replay,
    choose,
    inject,
    joined,
    quality,
    replay,
)
from citybricks.methods.surveillance.tabulating import WEEKLY


@dataclass(frozen=True, eq=False)
class Tried:
    """What each detector said.

    Parameters
    ----------
    replays, qualities
        By detector.
    known
        Outbreaks that are known.
    outbreaks
        These and the added ones, in the order of the replays.
    choice
        Which to take.
    """

    replays: dict[str, Replay]
    qualities: dict[str, Quality]
    known: list[Outbreak]
    outbreaks: list[Outbreak]
    choice: Choice


def compare(
    past: Past,
    known: list[Outbreak],
    detectors: list[str],
    injections: tuple[int, float],
    budget: float,
    seed: int,
) -> Tried:
    """Replay the past with every detector.

    Raises
    ------
    BrickError
        When the daily model is to judge weeks.
    """
    series, window = past.table.series, past.window
    if "daily" in detectors and series.per_year == WEEKLY:
        raise BrickError("detectors", "the daily model needs counts of days, not of weeks")
    random = np.random.default_rng(seed)
    many, size = injections
    copies = [inject(series, window, size, random) for _ in range(many)]
    made = [copy for copy in copies if copy is not None]
    replays = {}
    for detector in track(detectors, "Replaying the past"):
        replays[detector] = _replayed(past, detector, known, made, budget)
    qualities = {name: quality(series, one, known, seed) for name, one in replays.items()}
    outbreaks = [*known, *(one for copy in made for one in copy.outbreaks)]
    return Tried(replays, qualities, known, outbreaks, choose(replays, qualities, budget, seed))


def _replayed(
    past: Past, detector: str, known: list[Outbreak], made: list[Injected], budget: float
) -> Replay:
    series = past.table.series
    views = [(series, past.window, known), *((one.series, one.at, one.outbreaks) for one in made)]
    return joined(
        [
            replay(
                counts,
                at,
                detector,
                budget=budget,
                closed=past.closed,
                holiday=past.holiday,
                outbreaks=ill,
            )
            for counts, at, ill in track(views, "Looking for outbreaks in the past")
        ]
    )
