"""Replicas of the measles epidemic of 1861 cover what happened, and its rates are found again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from citybricks.methods.epidemics import fitting
from citybricks.methods.epidemics.illness import ILLNESSES
from citybricks.methods.epidemics.people import Ints, People
from citybricks.methods.epidemics.spreading import NEVER, draw, spread
from tests.methods.epidemics.hagelloch import AFTER_RASH, village

MEASLES = replace(ILLNESSES["measles"], immune=0.0)
REPLICAS, DAYS = 300, 110


def replicas(people: People, first: int, seed: int = 1) -> tuple[Ints, Ints]:
    """Return how many were infected, and the day on which most fell ill, where it spread."""
    drawn = draw(MEASLES, people, REPLICAS, seed)
    begin = np.full(drawn.latent.shape, NEVER)
    begin[:, first] = -drawn.latent[:, first]
    epidemic = spread(people, MEASLES, drawn, begin, np.ones((DAYS, len(people)), dtype=bool))
    spread_out = epidemic.sizes > 20
    ready = epidemic.infected + drawn.latent
    peaks = [np.bincount(row[(row >= 0) & (row < DAYS)]).argmax() for row in ready[spread_out]]
    return epidemic.sizes[spread_out], np.array(peaks)


def test_replicas_cover_the_size_and_the_peak_of_1861() -> None:
    here = village()
    sizes, peaks = replicas(here.people, int(here.prodrome.argmin()))
    low, high = np.percentile(sizes, [2.5, 97.5])
    assert low <= len(here.people) <= high
    low, high = np.percentile(peaks, [2.5, 97.5])
    assert low <= here.peak <= high
    assert len(sizes) > 0.9 * REPLICAS


def test_the_rates_of_measles_are_those_that_fit_1861_best() -> None:
    here = village()
    found = fitting.rates(here.people, here.history, MEASLES.latent)
    for name in ("household", "school_class", "school", "community"):
        assert getattr(found, name) == pytest.approx(getattr(MEASLES.rates, name), rel=0.1)
    assert found.grade == 0


def test_the_spans_of_measles_are_those_of_the_village() -> None:
    here = village().history
    assert (here.onset - here.ready).mean() == pytest.approx(MEASLES.attending.mean, abs=0.1)
    assert (here.ended - here.onset).mean() == pytest.approx(MEASLES.home.mean, abs=0.1)


def test_rates_are_found_again_in_an_epidemic_that_was_made_with_them() -> None:
    here = village()
    five = [here.people.household + 200 * copy for copy in range(5)]
    classes = [
        np.where(here.people.school_class < 0, -1, here.people.school_class + 2 * copy)
        for copy in range(5)
    ]
    people = People(np.concatenate(five), np.concatenate(classes), np.concatenate(classes))
    illness = replace(MEASLES, uneven=None)
    drawn = draw(illness, people, 1, 7)
    begin = np.full(len(people), NEVER)
    begin[::200] = -10
    epidemic = spread(people, illness, drawn, begin, np.ones((200, len(people)), dtype=bool))
    ready = (epidemic.infected + drawn.latent)[0]
    onset = epidemic.onset[0]
    history = fitting.History(ready, onset, onset + drawn.home[0], (begin < NEVER).astype(int))
    assert (ready < NEVER).all()
    found = fitting.rates(people, history, illness.latent)
    for name in ("household", "school_class", "community"):
        assert getattr(found, name) == pytest.approx(getattr(illness.rates, name), rel=0.3)


def test_the_last_days_of_being_infectious_are_counted_from_the_rash() -> None:
    here = village()
    assert (here.history.ended - here.rash == AFTER_RASH).all()
