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

from citybricks.methods.epidemics.illness import Illness
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


class _Group:
    """People in groups, of whom those in none meet nobody there."""

    def __init__(self, of: Ints) -> None:
        self.count = int(of.max(initial=NOWHERE)) + 1
        self.of = np.where(of == NOWHERE, self.count, of)
        self.size = np.bincount(self.of, minlength=self.count + 1)
        self.matrix = sparse.csr_array(
            (np.ones(len(of)), (np.arange(len(of)), self.of)), shape=(len(of), self.count + 1)
        )

    def sums(self, weight: Floats) -> Floats:
        """Return the weight of each one's group, the own included: shape (replicas, people)."""
        total = np.asarray(weight @ self.matrix)
        total[:, self.count] = 0
        gathered: Floats = total[:, self.of]
        return gathered


class Meeting:
    """The pressure of infectious people on others."""

    def __init__(self, people: People) -> None:
        self._home = _Group(people.household)
        self._class = _Group(people.school_class)
        self._grade = _Group(people.grade)
        at_school = np.where(people.school_class == NOWHERE, NOWHERE, 0)
        self._school = _Group(at_school)
        sizes = [group.size[group.of] for group in (self._class, self._grade, self._school)]
        self._class_size, self._grade_size, self._school_size = sizes
        self._people = len(people)

    def parts(self, infectious: Floats, attending: Floats, present: Truths) -> list[Floats]:
        """Return the pressure at rate 1 at home, in class, grade, school and community.

        Parameters
        ----------
        infectious, attending
            How infectious each is, and at school: shape (replicas, people).
        present
            Who may be at school: shape (people,).
        """
        in_class = self._class.sums(attending)
        in_grade = self._grade.sums(attending)
        in_school = self._school.sums(attending)
        everywhere = infectious.sum(axis=1, keepdims=True)
        return [
            self._home.sums(infectious) - infectious,
            present * (in_class - attending) / _others(self._class_size, 1),
            present * (in_grade - in_class) / _others(self._grade_size, self._class_size),
            present * (in_school - in_grade) / _others(self._school_size, self._grade_size),
            (everywhere - infectious) / max(1, self._people - 1),
        ]


def _others(size: Ints, without: Ints | int) -> Ints:
    others: Ints = np.maximum(size - without, 1)
    return others


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
    meeting, rates = Meeting(people), illness.rates
    weights = (rates.household, rates.school_class, rates.grade, rates.school, rates.community)
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
        for weight, part in zip(weights, meeting.parts(infectious, attending, school), strict=True):
            pressure += weight * part
        new = (pressure >= drawn.threshold) & (infected == NEVER)
        infected[new] = day
        if seen_until is not None and day <= seen_until:
            latent[new] = np.maximum(latent[new], seen_until + 1 - day - drawn.attending[new])
    onset = infected + latent + drawn.attending
    return Epidemic(infected, onset, onset + drawn.absent)
