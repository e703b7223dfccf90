"""Epidemics spread as far as contacts let them, and as often as chance says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from citybricks.methods.epidemics.illness import ILLNESSES, Illness, Rates, Span
from citybricks.methods.epidemics.people import People, pupils_of
from citybricks.methods.epidemics.spreading import NEVER, Epidemic, draw, spread

FLU = replace(ILLNESSES["influenza"], immune=0.0, uneven=None)
ONE_DAY = Illness(Span(1, 0), Span(1, 0), Span(0, 0), Span(3, 0), Rates(0.0, 0.0))
SCHOOL = pupils_of([(grade, 20) for grade in (1, 1, 2, 2)], siblings=0.4)


def epidemic(
    illness: Illness, people: People = SCHOOL, *, replicas: int = 60, closed: bool = False
) -> Epidemic:
    """Let the first of the people bring an illness."""
    begin = np.full(len(people), NEVER)
    begin[0] = 0
    open_ = np.full((120, len(people)), not closed)
    return spread(people, illness, draw(illness, people, replicas, 5), begin, open_)


def test_without_contacts_nobody_is_infected() -> None:
    assert set(epidemic(replace(FLU, rates=FLU.rates.times(0))).sizes) == {1}


def test_with_very_many_contacts_everybody_is_infected() -> None:
    illness = replace(FLU, rates=FLU.rates.times(1e4), attending=Span(2, 0))
    assert set(epidemic(illness).sizes) == {len(SCHOOL)}


def test_nobody_who_is_immune_is_infected() -> None:
    assert set(epidemic(replace(FLU, immune=1.0)).sizes) == {1}


def test_with_the_school_closed_for_ever_only_those_at_home_are_infected() -> None:
    illness = replace(FLU, rates=replace(FLU.rates.times(1e3), community=0.0))
    infected = (epidemic(illness, closed=True).infected < NEVER).any(axis=0)
    assert set(np.flatnonzero(infected)) == set(
        np.flatnonzero(SCHOOL.household == SCHOOL.household[0])
    )


@pytest.mark.parametrize("rate", [0.2, 1.0, 2.5])
def test_a_day_in_class_infects_as_many_as_the_rate_says(rate: float) -> None:
    people = pupils_of([(1, 30)], siblings=0)
    illness = replace(ONE_DAY, rates=Rates(0.0, rate))
    begin = np.full(30, NEVER)
    begin[0] = -1
    drawn = draw(illness, people, 4000, 3)
    open_ = np.ones((1, 30), dtype=bool)
    infected = spread(people, illness, drawn, begin, open_).sizes - 1
    assert (infected == 0).mean() == pytest.approx(np.exp(-rate), abs=4 * 0.5 / 4000**0.5)
    expected = 29 * -np.expm1(-rate / 29)
    assert infected.mean() == pytest.approx(expected, abs=4 * expected**0.5 / 4000**0.5)


def test_at_home_each_is_infected_as_often_as_the_days_together_say() -> None:
    people = People(np.zeros(4, dtype=np.int64), *[np.full(4, -1)] * 2)
    illness = replace(ONE_DAY, home=Span(4, 0), rates=Rates(0.02, 0.0))
    sizes = epidemic(illness, people, replicas=6000).sizes
    alone = (sizes == 1).mean()
    assert alone == pytest.approx(np.exp(-3 * 5 * 0.02), abs=4 * 0.5 / 6000**0.5)


def test_the_sum_of_all_rates_is_what_one_infects_in_a_large_school() -> None:
    sizes = [(grade, size) for grade in range(6) for size in (60, 40, 30, 20)]
    people = pupils_of(sizes, siblings=0)
    illness = replace(ONE_DAY, rates=Rates(0.0, 0.6, 0.3, 0.2, 0.1))
    begin = np.full(len(people), NEVER)
    begin[0] = -1
    drawn = draw(illness, people, 2000, 3)
    epidemic = spread(people, illness, drawn, begin, np.ones((1, len(people)), dtype=bool))
    assert epidemic.sizes.mean() - 1 == pytest.approx(1.2, abs=0.1)


def test_equal_seeds_give_equal_epidemics() -> None:
    assert (epidemic(FLU).infected == epidemic(FLU).infected).all()


def test_people_of_other_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="one is needed"):
        People(*(np.zeros(size, dtype=np.int64) for size in (3, 2, 3)))


def test_pupils_have_the_sizes_of_their_classes_and_siblings_in_others() -> None:
    people = pupils_of([(1, 30), (2, 25), (2, 35)], siblings=0.4)
    assert np.bincount(people.school_class).tolist() == [30, 25, 35]
    assert np.bincount(people.grade).tolist() == [0, 30, 60]
    homes = np.bincount(people.household)
    assert homes.max() == 2
    together = np.flatnonzero(homes == 2)
    assert 0.15 < 2 * len(together) / 90 <= 0.4
    for home in together:
        assert len(set(people.school_class[people.household == home])) == 2


@pytest.mark.parametrize("name", list(ILLNESSES))
def test_spans_are_whole_days_with_the_mean_that_was_asked_for(name: str) -> None:
    illness = ILLNESSES[name]
    drawn = draw(illness, SCHOOL, 200, 1)
    assert drawn.latent.min() >= 1
    assert drawn.latent.mean() == pytest.approx(illness.latent.mean, rel=0.1)
    assert drawn.infectivity.mean() == pytest.approx(1, rel=0.05)
    assert np.isinf(drawn.threshold).mean() == pytest.approx(illness.immune, abs=0.02)
