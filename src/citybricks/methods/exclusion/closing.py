"""What speaks for closing a class: advice to who decides, never a decision.

No law table here names a part of the class from which a class must close; the part that is
compared with is the city's own. The decision, and the school doctor's opinion on which it
stands, are written into the notice by people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from citybricks.methods.exclusion.law import Law
from citybricks.methods.exclusion.sentences import say
from citybricks.methods.exclusion.vocabulary import Names

UNUSUAL = 0.01
"""Probability below which an absence is called unusual."""
LEAST_SHOWN = 0.001
"""Smaller probabilities are not shown."""
WHOLE = 100
"""A whole class. [%]"""
YEAR = 366
"""Days after which the search for the next school day ends."""


class ClassError(ValueError):
    """Numbers of a class cannot be.

    Parameters
    ----------
    field
        Which number.
    value
        What it is.
    allowed
        What is allowed, in English, Chinese and Japanese.
    """

    def __init__(self, field: str, value: float, allowed: Names) -> None:
        self.field, self.value, self.allowed = field, value, allowed
        super().__init__(f"{field} is {value}: {allowed['en']}")


@dataclass(frozen=True)
class Spell:
    """Days in a row without school when a class closes.

    Parameters
    ----------
    school_days
        School days that are lost.
    first, last
        First and last day without school.
    days
        All days from the first to the last.
    """

    school_days: int
    first: date
    last: date

    @property
    def days(self) -> int:
        """All days from the first to the last."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Advice:
    """What speaks for and against closing a class.

    Parameters
    ----------
    share
        Pupils who are ill or excluded, in percent of the class.
    parameter
        The city's part, in percent.
    reached
        Whether the share is as great as the city's part.
    statutory_share
        Part in percent that the law names; None: it names none.
    p
        Probability of as many absent pupils by chance, or None.
    siblings
        Other classes with which pupils share a home and where some are ill.
    spells
        Days without school for closures of 1, 2, ... school days.
    sentences
        All of it in English, Chinese and Japanese, in the order in which to read it.
    """

    share: float
    parameter: float
    reached: bool
    statutory_share: float | None
    p: float | None
    siblings: list[str]
    spells: list[Spell]
    sentences: list[Names]


def advise(
    enrolled: int,
    ill: int,
    excluded: int,
    parameter: float,
    law: Law,
    *,
    p: float | None = None,
    siblings: Sequence[str] = (),
    spells: Sequence[Spell] = (),
) -> Advice:
    """Say what speaks for closing a class.

    Parameters
    ----------
    enrolled
        Pupils of the class.
    ill
        Those who are absent and ill, or suspected to be, and not excluded.
    excluded
        Those who are excluded from school by the principal.
    parameter
        Part of a class from which the city considers closing it: more than 0, up to 100. [%]
    law
        The country's rules.
    p
        Probability that as many pupils are absent by chance.
    siblings
        Names of classes of brothers and sisters where pupils are ill.
    spells
        What closures from the next day on would come to; see `spells`.

    Raises
    ------
    ClassError
        When more are ill or excluded than enrolled, or a number is not possible.
    """
    _check(enrolled, ill, excluded, parameter, p)
    sick = ill + excluded
    share = WHOLE * sick / enrolled
    reached = WHOLE * sick >= parameter * enrolled
    numbers = {"sick": sick, "excluded": excluded, "enrolled": enrolled}
    said = [
        say(
            "share-reached" if reached else "share-below",
            share=f"{share:.1f}",
            parameter=f"{parameter:g}",
            **numbers,
        ),
        _law_said(law),
        *_chance_said(p),
        *_siblings_said(siblings),
        *map(_spell_said, spells),
        say(
            "decides",
            by=law.closure.by,
            hears=law.closure.hears,
            article=law.closure.article,
        ),
    ]
    statutory = law.closure.statutory_share
    return Advice(share, parameter, reached, statutory, p, list(siblings), list(spells), said)


def _check(enrolled: int, ill: int, excluded: int, parameter: float, p: float | None) -> None:
    for field, value, limit in (
        ("enrolled", enrolled, 1),
        ("ill", ill, 0),
        ("excluded", excluded, 0),
    ):
        if value < limit:
            raise ClassError(field, value, say("at-least", limit=limit))
    if ill + excluded > enrolled:
        raise ClassError(
            "ill and excluded", ill + excluded, say("at-most-enrolled", limit=enrolled)
        )
    if not 0 < parameter <= WHOLE:
        raise ClassError("parameter", parameter, say("part"))
    if p is not None and not 0 <= p <= 1:
        raise ClassError("p", p, say("chance"))


def _chance_said(p: float | None) -> list[Names]:
    if p is None:
        return []
    shown = f"p = {p:.3f}" if p >= LEAST_SHOWN else f"p < {LEAST_SHOWN}"
    return [say("unusual" if p < UNUSUAL else "usual", p=shown)]


def _siblings_said(siblings: Sequence[str]) -> list[Names]:
    return [say("siblings", classes=", ".join(siblings))] if siblings else []


def _spell_said(spell: Spell) -> Names:
    return say(
        "spell",
        school=spell.school_days,
        first=spell.first,
        last=spell.last,
        days=spell.days,
    )


def _law_said(law: Law) -> Names:
    share = law.closure.statutory_share
    return say("law-names-none") if share is None else say("law-names-share", share=f"{share:g}")


def spells(
    tomorrow: date, is_school_day: Callable[[date], bool], school_days: Sequence[int] = (2, 3, 4)
) -> list[Spell]:
    """Return how long a class is apart when it closes from a day on.

    Days without school in between and after, such as a weekend, count towards the days in a row.

    Parameters
    ----------
    tomorrow
        First day on which the class could be closed.
    is_school_day
        Whether there is school on a day.
    school_days
        Closures to look at, in school days each.
    """
    return [_spell(tomorrow, is_school_day, count) for count in school_days]


def _spell(first: date, is_school_day: Callable[[date], bool], count: int) -> Spell:
    day, lost = first, 0
    while (day - first).days < YEAR and (lost < count or not is_school_day(day)):
        lost += is_school_day(day)
        day += timedelta(days=1)
    return Spell(lost, first, day - timedelta(days=1))
