"""What is drawn has the means, the variances and the outbreaks of the published numbers."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from citybricks.methods.surveillance.simulating import (
    JUDGED,
    TIMES,
    Design,
    Signal,
    dates,
    read_design,
)

DATA = Path(os.environ.get("CITYBRICKS_DATA", Path(__file__).parents[4] / "shared" / "data"))
FOLDER = DATA / "health" / "noufaily2019"
SEVEN = Signal(
    1, week=7, k=1, k2=1, alpha=3, beta=0, g1=0.4, g2=0.2, g3=0.3, g4=0.1, phi=2.0, shift=3
)
FIVE = Signal(
    9, week=5, k=0, k2=0, alpha=3, beta=0, g1=0, g2=0, g3=0, g4=0, phi=1.0, shift=0, divide=2
)
HOLIDAY = np.arange(TIMES) % 364 == 100  # a Wednesday
SMALL = Design({1: SEVEN, 9: FIVE}, HOLIDAY)


@pytest.fixture(scope="module")
def published() -> Design:
    path = FOLDER / "parameters.json"
    if not path.is_file():
        pytest.skip(f"{path} is not here; CITYBRICKS_DATA says where the data folder is")
    return read_design(path)


def test_means_and_variances_are_those_of_the_formula() -> None:
    counts = SMALL.simulate(1, 400, np.random.default_rng(1)).totals[:, ~HOLIDAY]
    time = (np.arange(1, TIMES + 1) + 3)[~HOLIDAY]
    year, week = 2 * np.pi * time / 364, 2 * np.pi * time / 7
    log = 3 + 0.4 * np.cos(year) + 0.2 * np.sin(year) + 0.3 * np.cos(week) + 0.1 * np.sin(week)
    z = (counts.mean(axis=0) - np.exp(log)) / np.sqrt(2 * np.exp(log) / 400)
    assert abs(z.mean()) < 4 / np.sqrt(len(z))
    assert z.std() == pytest.approx(1, abs=0.1)
    assert (counts.var(axis=0) / np.exp(log)).mean() == pytest.approx(2, rel=0.02)


def test_systems_of_seven_days_count_twice_as_much_on_holidays() -> None:
    counts = SMALL.simulate(1, 400, np.random.default_rng(2)).totals
    ratio = counts[:, HOLIDAY].mean(axis=0) / SEVEN.mean()[HOLIDAY]
    assert ratio == pytest.approx(2, rel=0.05)


def test_systems_of_five_days_are_closed_and_make_up_for_holidays() -> None:
    counts = SMALL.simulate(9, 400, np.random.default_rng(3)).totals
    closed = SMALL.closed(9)
    assert not counts[:, closed].any()
    assert closed.sum() == TIMES * 2 // 7 + HOLIDAY.sum()
    after = np.roll(HOLIDAY, 1)
    usual = counts[:, ~closed & ~after].mean()
    assert usual == pytest.approx(np.exp(3) / 2, rel=0.02)
    assert counts[:, after].mean() == pytest.approx(1.5 * usual, rel=0.03)


def test_there_is_one_outbreak_in_the_days_that_are_judged() -> None:
    drawn = SMALL.simulate(1, 50, np.random.default_rng(4), width=5.0)
    assert not drawn.outbreak[:, :-JUDGED].any()
    size = drawn.outbreak.sum(axis=1)
    assert size.min() >= 2
    assert 0.8 < size.mean() / (5 * 7 * np.sqrt(2 * SEVEN.mean().mean())) < 1.5
    plain = SMALL.simulate(1, 50, np.random.default_rng(4))
    assert not plain.outbreak.any()


def test_the_same_seed_draws_the_same_and_another_draws_others() -> None:
    one, two, other = (
        SMALL.simulate(1, 2, np.random.default_rng(seed), width=3.0).totals for seed in (5, 5, 6)
    )
    assert np.array_equal(one, two)
    assert not np.array_equal(one, other)


def test_the_first_day_is_a_monday() -> None:
    assert (dates()[0].astype(int) + 3) % 7 == 0
    assert len(dates()) == TIMES


def test_published_files_look_as_what_is_drawn(published: Design) -> None:
    with np.load(FOLDER / "noufaily2019_w5_dev.npz") as kept:
        totals, outbreak = kept["totals"].astype(float), kept["outbreak"].astype(float)
    ratios = []
    for number in published.signals:
        drawn = published.simulate(number, 20, np.random.default_rng(number), width=5.0)
        theirs = totals[number - 1, :-JUDGED]
        assert drawn.totals[:, :-JUDGED].sum(axis=1).mean() == pytest.approx(
            theirs.sum(axis=0).mean(), rel=0.03
        )
        assert not theirs[published.closed(number)[:-JUDGED]].any()
        size = outbreak[number - 1].sum(axis=0).mean()
        ratios.append(drawn.outbreak.sum(axis=1).mean() / size)
    # the published sizes and places repeat, as each simulation begins with the same seed
    assert np.log(ratios).mean() == pytest.approx(0, abs=0.15)
    assert np.all(np.abs(np.log(ratios)) < np.log(2))


def test_numbers_are_read_from_the_file(published: Design) -> None:
    told = json.loads((FOLDER / "parameters.json").read_text())
    assert published.signals[13].phi == told["signals"]["13"]["phi"]
    assert np.flatnonzero(published.holiday).tolist() == told["holiday_index"]
    assert {number for number, one in published.signals.items() if one.seasonal} == {5, 6, 15}
