"""Which class of waste an item belongs to, by its name (SDG 12.5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from annotated_types import MaxLen

from citybricks import BrickError, Outcome, brick
from citybricks.bricks.waste_sorting.rows import Asked, Class, Count, Item, Known, Named, Share
from citybricks.types import Indicator, Table

if TYPE_CHECKING:  # slow to import, and describing a brick needs none of it
    from citybricks.methods.waste.sorting.rules import RuleSet


class WasteSorting(Outcome):
    """Classes of items, and what is left to people."""

    items: Table[Item]
    """A row for each item, in their order."""
    classes: Table[Class]
    """What the city collects apart, with how many items belong to it."""
    sorted: Count
    """Items that a class is said for."""
    unsure: Count
    """Items that are left to people."""
    told: Indicator
    """Share of items that a class is said for."""
    city_en: str
    """The city in English."""
    city_zh: str
    """The city in Chinese."""
    version: str
    """Version of the rule set."""
    source_en: str
    """Where its rules are published, in English."""
    source_zh: str
    """Where its rules are published, in Chinese."""


@brick(
    id="waste-sorting",
    version="1.0.0",
    city="Shanghai",
    theme="waste",
    sdg=("12.5.1",),
    users="Residents, schools and the volunteers beside the bins",
)
def waste_sorting(
    items: Table[Asked],
    city: Annotated[str, MaxLen(80)] = "shanghai",
    known: Table[Known] | None = None,
    classes: Table[Named] | None = None,
    threshold: Share = 0.5,
) -> WasteSorting:
    """Which class of waste an item belongs to.

    Takes names in simplified or traditional Chinese, in pinyin or in English, also with slips of
    the pen, says the class by the rules of a city and why, and says nothing where it does not know:
    then it names what looks like it.

    Parameters
    ----------
    items
        Names of what is thrown away.
    city
        Whose rules: shanghai or los-angeles.
    known
        Names of the city's own list with their classes: they go first, and names like them are
        judged by them.
    classes
        Class that the city puts a kind of thing into, where it differs from the rule set.
    threshold
        Share of the evidence below which nothing is said.

    Raises
    ------
    BrickError
        When a city, a class or a kind is unknown, a name is empty or too long, or a name has two
        classes.

    Notes
    -----
    Listed names go first, then names without words such as old or dirty in front, then slips of
    the pen and pinyin. What is left is judged by a linear classifier of runs of letters [1]_ that
    is fitted to our own words, about eight thousand in both languages, and to the city's list. It
    does not call anything food of which more than a fiftieth of the evidence, or a word such as
    药, speaks for hazardous. Some things carry two classes, such as a bottle with a cap of another
    material: one is said. Rules are tables with version and source, not code, and a city's
    own sorting guide decides.

    References
    ----------
    .. [1] Fan et al., "LIBLINEAR: a library for large linear classification", Journal of Machine
       Learning Research 9, 2008, 1871-1874.
    .. [2] Shanghai Municipal Household Waste Management Regulation, in force since 1 July 2019.
    """
    from citybricks.bricks.waste_sorting import answering, reading

    rules = reading.changed(_rules(city), classes)
    own = reading.known(known, rules)
    names = reading.names(items)
    return answering.answer(names, rules, own, threshold)


def _rules(city: str) -> RuleSet:
    from citybricks.methods.waste.sorting import rules

    try:
        return rules.load(city)
    except rules.UnknownCityError as error:
        raise BrickError(
            "city",
            "must be one of {allowed}, not {value}",
            allowed=", ".join(rules.available()),
            value=error.city or "''",
        ) from None
