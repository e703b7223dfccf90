"""How long an illness takes and how it is passed on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from citybricks.methods.epidemics.people import Floats, Ints


@dataclass(frozen=True)
class Span:
    """Days that something takes: a gamma distribution, rounded to whole days.

    Parameters
    ----------
    mean, sd
        Mean and standard deviation. [d]
    least
        Fewest days.
    """

    mean: float
    sd: float
    least: int = 0

    def draw(self, random: np.random.Generator, shape: tuple[int, int]) -> Ints:
        """Draw whole days."""
        if not self.sd:
            return np.full(shape, max(self.least, round(self.mean)), dtype=np.int64)
        form = (self.mean / self.sd) ** 2
        drawn: Floats = random.gamma(form, self.mean / form, shape)
        return np.maximum(np.rint(drawn), self.least).astype(np.int64)


@dataclass(frozen=True)
class Rates:
    """People whom one infectious pupil would infect a day if nobody were immune.

    Parameters
    ----------
    household
        Each other person at home, as a rate. [1/d]
    school_class, grade, school
        All others of the class, of the other classes of the grade, of the other grades. [1/d]
    community
        All others, wherever they are. [1/d]
    """

    household: float
    school_class: float
    grade: float = 0.0
    school: float = 0.0
    community: float = 0.0

    def times(self, factor: float) -> Self:
        """Return all rates multiplied."""
        return replace(
            self,
            **{name: factor * getattr(self, name) for name in self.__dataclass_fields__},
        )


@dataclass(frozen=True)
class Illness:
    """What is known of an illness.

    Parameters
    ----------
    latent
        From infection until one infects others.
    attending
        Days on which one infects others and still goes to school.
    home
        Days on which one is ill at home and infects who lives there.
    absent
        Days on which one is absent, weekends included.
    rates
        How it is passed on.
    uneven
        Shape of the gamma distribution of how infectious people are, with mean 1; None: alike.
        Small shapes make few people infect many.
    immune
        Part of the pupils who cannot be infected: 0 to 1.
    """

    latent: Span
    attending: Span
    home: Span
    absent: Span
    rates: Rates
    uneven: float | None = None
    immune: float = 0.0


ILLNESSES = {
    "influenza": Illness(
        latent=Span(1.5, 0.5, least=1),
        attending=Span(1.0, 0.4),
        home=Span(4.0, 1.0, least=1),
        absent=Span(6.0, 1.0, least=4),
        rates=Rates(household=0.06, school_class=0.9, grade=0.3, school=0.2, community=0.04),
        uneven=1.0,
        immune=0.3,
    ),
    "covid-19": Illness(
        latent=Span(2.4, 1.0, least=1),
        attending=Span(1.5, 0.6),
        home=Span(5.0, 1.0, least=2),
        absent=Span(6.0, 1.0, least=5),
        rates=Rates(household=0.06, school_class=0.6, grade=0.2, school=0.15, community=0.04),
        uneven=0.5,
        immune=0.4,
    ),
    "gastroenteritis": Illness(
        latent=Span(1.2, 0.5, least=1),
        attending=Span(0.5, 0.4),
        home=Span(2.5, 1.0, least=1),
        absent=Span(3.5, 1.0, least=2),
        rates=Rates(household=0.1, school_class=1.6, grade=0.4, school=0.2, community=0.02),
        uneven=0.5,
        immune=0.3,
    ),
    "varicella": Illness(
        latent=Span(12.0, 1.5, least=8),
        attending=Span(2.0, 0.6),
        home=Span(5.0, 1.0, least=3),
        absent=Span(7.0, 1.0, least=5),
        rates=Rates(household=0.2, school_class=2.0, grade=0.5, school=0.3, community=0.1),
        uneven=1.0,
        immune=0.85,
    ),
    "measles": Illness(
        latent=Span(10.0, 2.0, least=6),
        attending=Span(3.0, 0.3, least=1),
        home=Span(5.0, 1.7, least=1),
        absent=Span(8.0, 1.5, least=5),
        rates=Rates(household=0.32, school_class=2.36, school=1.09, community=0.35),
        uneven=1.0,
        immune=0.95,
    ),
}
"""Illnesses by their code in the law tables.

Measles has the rates that fit Hagelloch 1861 best, where nobody was immune; the spans are those
of its pupils. Of the others the spans follow published incubation periods ([1]_, norovirus [2]_,
COVID-19 [4]_) and the rates are assumed, with the order of class, grade and school of [3]_: they
show what closures may do, and are to be replaced by what a city sees.

References
----------
.. [1] J. Lessler and others, "Incubation periods of acute respiratory viral infections: a
   systematic review", Lancet Infectious Diseases 9 (2009) 291-300,
   doi:10.1016/S1473-3099(09)70069-6.
.. [2] R. M. Lee and others, "Incubation periods of viral gastroenteritis: a systematic review",
   BMC Infectious Diseases 13 (2013) 446, doi:10.1186/1471-2334-13-446.
.. [3] S. Cauchemez and others, PNAS 108 (2011) 2825-2830, doi:10.1073/pnas.1008895108.
.. [4] Y. Wu and others, "Incubation period of COVID-19 caused by unique SARS-CoV-2 strains", JAMA
   Network Open 5 (2022) e2228008, doi:10.1001/jamanetworkopen.2022.28008.
"""
