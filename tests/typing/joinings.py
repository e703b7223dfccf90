"""Blueprints that are right: neither the type checker nor a drawing finds anything in them."""

from citybricks import Outcome
from citybricks.bricks.compare.brick import compare
from citybricks.bricks.service_area.brick import NearHome, service_area
from citybricks.bricks.solar_street.brick import MonthlyClimate, solar_street
from citybricks.kernel.blueprint import choose
from citybricks.types import Features, Home, Indicator, Metres, Pole, Stop, Street, Table
from tests.kernel.joined import EITHER, GROW, PAIR, SPAN, TELL, Length, Pair


class Reached(Outcome):
    """Who is near a stop."""

    share: Indicator
    """Of all residents."""
    near: Features[NearHome]
    """Those who are."""
    enough: bool
    """Whether they are half of them."""


def one_field_of_an_indicator(
    stops: Features[Stop], homes: Features[Home], streets: Features[Street], radius: Metres = 400
) -> Reached:
    """Hold a share against a limit."""
    area = service_area(stops, homes, radius, streets=streets)
    held = compare(area.share.value, "≥", 50)
    return Reached(share=area.share, near=area.covered, enough=held.holds)


def richer_rows_fit(stops: Features[Stop], homes: Features[Home]) -> Reached:
    """Hand over homes that say how far they are from a stop, twice."""
    first = service_area(stops, homes)
    second = service_area(stops, first.covered, radius=100)
    enough = compare(second.share.value, ">", 10.0)
    return Reached(share=second.share, near=second.covered, enough=enough.holds)


def places_are_a_table(homes: Features[Home], start: Metres) -> Pair:
    """Use places where any table will do."""
    return PAIR(GROW(homes).homes, SPAN(start).length)


def one_of_two_branches(homes: Table[Home], start: Metres) -> Pair:
    """Choose a number, and a table, by what a step yields."""
    first = SPAN(start, way="most")
    length = choose(first.long, first.length, lambda: EITHER(first.long, start).length)
    table = choose(first.long, lambda: GROW(homes).homes, lambda: TELL(homes).kept)
    return Pair(homes=table, length=length)


def a_comparison_is_written_as_one(start: Metres) -> Length:
    """Let a relation between a number and a limit choose."""
    first = SPAN(start)
    return Length(length=choose(first.length > 500.0, first.length, lambda: SPAN(500.0).length))


class Lit(Outcome):
    """Lamps."""

    renewable: Indicator
    """What they use."""


def one_brick_of_many_inputs(places: Features[Pole], monthly: Table[MonthlyClimate]) -> Lit:
    """Leave out what has a default."""
    return Lit(renewable=solar_street(places, monthly, target=2.0, tilts=[20.0, 40.0]).renewable)
