"""A stochastic SEIR epidemic among people who meet at home, in class, in the grade and beyond.

Days are steps. Everybody has a threshold, exponential with mean 1, and is infected on the day on
which the pressure summed up so far passes it (Sellke [1]_): the same draw of thresholds and spans
under different closures shows what the closures change, and little of chance.

References
----------
.. [1] T. Sellke, "On the asymptotic distribution of the size of a stochastic epidemic", Journal
   of Applied Probability 20 (1983) 390-394, doi:10.2307/3213811.
.. [2] S. Cauchemez and others, "Role of social networks in shaping disease transmission during a
   community outbreak of 2009 H1N1 pandemic influenza", PNAS 108 (2011) 2825-2830,
   doi:10.1073/pnas.1008895108: classes and grades structure the spread in a school.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from citybricks.methods.epidemics.illness import Illness, Rates
from citybricks.methods.epidemics.people import NOWHERE, Floats, Ints, People, Truths

NEVER = 1 << 30
"""The day of infection of who is not infected."""


@dataclass(frozen=True, eq=False)
class Draw:
    """What chance decides before an epidemic begins; arrays have the shape (replicas, people).

    Parameters
    ----------
    threshold
        Pressure at which each is infected; infinite for who is immune.
    latent, attending, home, absent
        Days of each span.
    infectivity
        How infectious each is, with mean 1.
    """

    threshold: Floats
    latent: Ints
    attending: Ints
    home: Ints
    absent: Ints
    infectivity: Floats


@dataclass(frozen=True, eq=False)
class Epidemic:
    """When people were infected and ill, of shape (replicas, people); days count from 0.

    Parameters
    ----------
    infected
        Day of infection, or `NEVER`.
    onset
        First day of illness at home, or `NEVER` and more.
    back
        First day on which one is not absent any more.
    """

    infected: Ints
    onset: Ints
    back: Ints

    @property
    def sizes(self) -> Ints:
        """People infected in each replica."""
        sizes: Ints = (self.infected < NEVER).sum(axis=1)
        return sizes

    def ill(self, day: int) -> Truths:
        """Whether each is ill at home on a day."""
        return (self.onset <= day) & (day < self.back)

    def onsets(self, days: int) -> Ints:
        """Return how many fall ill on each day: shape (replicas, days)."""
        rows = np.arange(len(self.onset))[:, None]
        counts = np.zeros((len(rows), days), dtype=np.int64)
        seen = (self.onset >= 0) & (self.onset < days)
        np.add.at(counts, (np.broadcast_to(rows, seen.shape)[seen], self.onset[seen]), 1)
        return counts


def draw(illness: Illness, people: People, replicas: int, seed: int) -> Draw:
    """Draw thresholds and spans."""
    random = np.random.default_rng(seed)
    shape = (replicas, len(people))
    threshold = random.exponential(size=shape)
    threshold[random.random(shape) < illness.immune] = np.inf
    infectivity = np.ones(shape)
    if illness.uneven:
        infectivity = random.gamma(illness.uneven, 1 / illness.uneven, shape)
    return Draw(
        threshold,
        latent=illness.latent.draw(random, shape),
        attending=illness.attending.draw(random, shape),
        home=illness.home.draw(random, shape),
        absent=illness.absent.draw(random, shape),
        infectivity=infectivity,
    )


class Meeting:
    """The pressure of infectious people on others.

    Parameters
    ----------
    people
        Who meets whom.
    rates
        How the illness is passed on.
    """

    def __init__(self, people: People, rates: Rates) -> None:
        self._homes = _members(people.household)
        self._home = people.household
        self._pupils = np.flatnonzero(people.school_class != NOWHERE)
        self._class = people.school_class[self._pupils]
        self._classes = _members(self._class)
        self._at_school = _between(self._class, people.grade[self._pupils], rates)
        self._rates, self._people = rates, len(people)

    def pressure(self, infectious: Floats, attending: Floats, present: Truths) -> Floats:
        """Return the pressure of a day on each: shape (replicas, people).

        Parameters
        ----------
        infectious, attending
            How infectious each is, and at school: shape (replicas, people).
        present
            Who may be at school: shape (people,).
        """
        rates = self._rates
        at_home = np.asarray(infectious @ self._homes)
        pressure: Floats = rates.household * at_home[:, self._home]
        pressure += rates.community / max(1, self._people - 1) * infectious.sum(1, keepdims=True)
        if present.any() and attending.any():
            in_class = np.asarray(attending[:, self._pupils] @ self._classes) @ self._at_school
            pressure[:, self._pupils] += in_class[:, self._class] * present[self._pupils]
        return pressure


def _members(of: Ints) -> sparse.csr_array:
    """Return who is in which group: shape (people, groups)."""
    count = int(of.max(initial=-1)) + 1
    return sparse.csr_array((np.ones(len(of)), (np.arange(len(of)), of)), shape=(len(of), count))


def _between(school_class: Ints, grade: Ints, rates: Rates) -> Floats:
    """Return the pressure of one pupil of a class on each of another: shape (classes, classes)."""
    size = np.bincount(school_class)
    of_grade = np.zeros(len(size), dtype=np.int64)
    of_grade[school_class] = grade
    together = of_grade[:, None] == of_grade
    same = np.eye(len(size), dtype=bool)
    in_grade = together @ size
    others = (size - 1, in_grade - size, size.sum() - in_grade)
    within, beside, beyond = (np.maximum(count, 1)[:, None] for count in others)
    pressure: Floats = np.where(
        same,
        rates.school_class / within,
        np.where(together, rates.grade / beside, rates.school / beyond),
    )
    return pressure


def spread(
    people: People,
    illness: Illness,
    drawn: Draw,
    begin: Ints,
    open_: Truths,
    *,
    first_day: int = 0,
    seen_until: int | None = None,
) -> Epidemic:
    """Let an epidemic run.

    Parameters
    ----------
    people
        Who meets whom.
    illness
        What spreads; its rates are used, its spans are those drawn.
    drawn
        Thresholds and spans.
    begin
        Day of infection of who brings it, `NEVER` for all others: shape (people,), or
        (replicas, people).
    open_
        On which day, from `first_day` on, whose class has school: shape (days, people).
    first_day
        The day of the first row of `open_`; earlier than 0 for what happened before today.
    seen_until
        Nobody but who brings it fell ill until this day: who was infected before falls ill after.
    """
    infected = np.broadcast_to(begin, drawn.threshold.shape).copy()
    latent, pressure = drawn.latent.copy(), np.zeros(infected.shape)
    meeting = Meeting(people, illness.rates)
    for day, school in enumerate(open_, start=first_day):
        ready = infected + latent
        onset = ready + drawn.attending
        active = (ready <= day) & (day < onset + drawn.home)
        if not active.any():
            if not ((infected < NEVER) & (ready > day)).any():
                break
            continue
        infectious = drawn.infectivity * active
        attending = infectious * ((day < onset) & school)
        pressure += meeting.pressure(infectious, attending, school)
        new = (pressure >= drawn.threshold) & (infected == NEVER)
        infected[new] = day
        if seen_until is not None and day <= seen_until:
            latent[new] = np.maximum(latent[new], seen_until + 1 - day - drawn.attending[new])
    onset = infected + latent + drawn.attending
    return Epidemic(infected, onset, onset + drawn.absent)
