"""How much more may be learned of a pupil this school year; more is never given out.

What a release costs is taken from the budget in one statement that the database carries out only
where enough is left: two requests at once cannot spend the same ε.

References
----------
.. [1] C. Dwork, A. Roth, "The algorithmic foundations of differential privacy", 2014, section
   3.5: what is learned by several releases adds up. doi:10.1561/0400000042
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from citybricks.methods.privacy.noise import EPSILON
from citybricks.services.schoolhealth.releases.models import MILLION, Ledger, Release, Spending
from citybricks.services.schoolhealth.schools.models import City


class OverspentError(ValueError):
    """More ε than is left was asked for.

    Parameters
    ----------
    asked, left
        In ε.
    """

    def __init__(self, asked: float, left: float) -> None:
        self.asked, self.left = asked, left
        super().__init__(f"{asked:g} was asked for, {left:g} is left")


@dataclass(frozen=True, slots=True)
class Budget:
    """The ε of a city's school year."""

    school_year: int
    whole: float
    spent: float

    @property
    def left(self) -> float:
        """What can still be spent."""
        return self.whole - self.spent


def budget_of(city: City, school_year: int) -> Budget:
    """Return the budget of a school year, also of one in which nothing was spent."""
    ledger = Ledger.objects.filter(city=city, school_year=school_year).first()
    if ledger is None:
        return Budget(school_year, EPSILON, 0.0)
    return Budget(school_year, ledger.budget / MILLION, ledger.spent / MILLION)


@transaction.atomic
def spend(city: City, school_year: int, epsilon: float, what: str) -> Spending:
    """Take ε from the budget of a school year.

    Called in the transaction that writes the release, so that either both are kept or none.

    Parameters
    ----------
    epsilon
        What the release costs; counted in millionths, rounded up.
    what
        Said in the list of what was spent.

    Raises
    ------
    OverspentError
        When less is left.
    ValueError
        When it is not a positive number.
    """
    if not 0 < epsilon < math.inf:
        raise ValueError(f"{epsilon} is no amount of epsilon")
    amount = math.ceil(epsilon * MILLION - 1e-6)
    ledger, _made = Ledger.objects.get_or_create(
        city=city, school_year=school_year, defaults={"budget": round(EPSILON * MILLION)}
    )
    enough = Ledger.objects.filter(pk=ledger.pk, spent__lte=F("budget") - amount)
    if not enough.update(spent=F("spent") + amount):
        raise OverspentError(epsilon, budget_of(city, school_year).left)
    return Spending(ledger=ledger, amount=amount, what=what)


def settle(spending: Spending, release: Release) -> None:
    """Write what a release cost."""
    spending.release = release
    spending.save()
