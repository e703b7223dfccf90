"""Twenty blueprints that are wrong: the type checker or a drawing finds what, mostly both."""

from citybricks.bricks.compare.brick import compare
from citybricks.bricks.service_area.brick import service_area
from citybricks.bricks.solar_street.brick import MonthlyClimate, solar_street
from citybricks.kernel.blueprint import choose
from citybricks.types import Features, Home, Metres, Stop, Table
from tests.kernel.joined import GROW, PAIR, SHEDS, SPAN, Length, Pair
from tests.typing.joinings import Lit, Reached


def tables_in_each_others_place(stops: Features[Stop], homes: Features[Home]) -> Reached:
    """Homes for stops, stops for homes."""
    area = service_area(homes, stops)
    held = compare(area.share.value, ">", 1)
    return Reached(share=area.share, near=area.covered, enough=held.holds)


def a_number_for_a_table(homes: Table[Home]) -> Pair:
    """Residents for homes."""
    return PAIR(GROW(homes).residents)


def kilometres_for_metres(start: Metres) -> Length:
    """Another unit of the same quantity."""
    return Length(length=SPAN(SHEDS(start).far).length)


def people_for_metres(stops: Features[Stop], homes: Features[Home]) -> Length:
    """A count for a length."""
    return Length(length=SPAN(service_area(stops, homes).residents).length)


def percent_for_metres(stops: Features[Stop], homes: Features[Home]) -> Reached:
    """A share for a radius."""
    first = service_area(stops, homes)
    area = service_area(stops, homes, radius=first.share_straight)
    held = compare(area.share.value, ">", 1)
    return Reached(share=area.share, near=area.covered, enough=held.holds)


def an_indicator_for_a_number(stops: Features[Stop], homes: Features[Home]) -> Reached:
    """An indicator where its value belongs."""
    area = service_area(stops, homes)
    held = compare(area.share, ">", 50)
    return Reached(share=area.share, near=area.covered, enough=held.holds)


def all_of_a_step_for_one_output(homes: Table[Home]) -> Pair:
    """An outcome for one of its tables."""
    return PAIR(GROW(homes))


def an_output_that_is_not_there(homes: Table[Home]) -> Pair:
    """A word too many."""
    return PAIR(GROW(homes).houses)


def an_input_that_is_not_there(stops: Features[Stop], homes: Features[Home]) -> Lit:
    """A slip of the pen."""
    return Lit(renewable=service_area(stops, homes, raduis=300).share)


def an_input_that_is_needed(stops: Features[Stop]) -> Lit:
    """Nobody lives anywhere."""
    return Lit(renewable=service_area(stops).share)


def rows_without_a_column(start: Metres) -> Pair:
    """Sheds for homes."""
    return PAIR(SHEDS(start).table)


def a_table_without_places(stops: Features[Stop], homes: Table[Home]) -> Lit:
    """Homes that are nowhere."""
    return Lit(renewable=service_area(stops, GROW(homes).homes).share)


def areas_for_points(
    stops: Features[Stop], homes: Features[Home], monthly: Table[MonthlyClimate]
) -> Lit:
    """Catchments for lamps."""
    return Lit(renewable=solar_street(service_area(stops, homes).catchments, monthly).renewable)


def what_may_be_empty_for_what_is_needed(start: Metres) -> Length:
    """A difference that is not always there."""
    return Length(length=SPAN(compare(start, "<", 5).difference).length)


def a_choice_that_is_none(start: Metres) -> Length:
    """A relation nobody has heard of."""
    far = compare(start, "=", 5)
    return Length(length=choose(far.holds, lambda: SPAN(start).length, lambda: SPAN(1.0).length))


def a_constant_out_of_bounds(start: Metres) -> Length:
    """A length below zero."""
    return Length(length=SPAN(start, right=-3.0).length)


def a_branch_of_python(start: Metres) -> Length:
    """A question that has no answer yet."""
    first = SPAN(start)
    return Length(length=first.length if first.long else SPAN(1000.0).length)


def a_calculation(start: Metres) -> Length:
    """Work that is a brick's."""
    return Length(length=SPAN(SPAN(start).length / 2).length)


def branches_in_two_units(start: Metres) -> Length:
    """Metres or kilometres, as it happens."""
    first = SPAN(start)
    return Length(length=choose(first.long, first.length, SHEDS(start).far))


def an_outcome_in_another_unit(start: Metres) -> Length:
    """Kilometres that are returned as metres."""
    return Length(length=SHEDS(start).far)
