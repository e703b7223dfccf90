"""Twenty mistakes, one in each line that ends in `wrong`: the type checker sees every one."""

from citybricks import Outcome, Run, brick, track
from citybricks.bricks.service_area.brick import ServiceArea, service_area
from citybricks.types import Features, Home, Indicator, Series, Stop, Street, Table
from tests.typing.wirings import ROUNDS, Report, Rounds, Tall, Waste


def inputs(
    stops: Features[Stop], homes: Features[Home], streets: Features[Street], waste: Table[Waste]
) -> None:
    """Hand over what does not fit."""
    service_area(homes, stops)  # each in the other's place # wrong
    service_area(stops)  # nobody lives anywhere # wrong
    service_area(stops, homes, radius="500")  # text for a number # wrong
    service_area(stops, homes, raduis=500)  # no such input # wrong
    service_area(stops, homes, streets=homes)  # points for lines # wrong
    service_area(stops, [homes])  # a list of tables # wrong
    service_area(stops, homes, radius=None)  # nothing for a number # wrong
    ROUNDS(waste)  # rows without a place # wrong
    ROUNDS(homes, 10, 0, 1)  # one input too many # wrong
    ROUNDS(streets, load=5)  # lines for points # wrong


def outputs(stops: Features[Stop], homes: Features[Home]) -> None:
    """Expect what does not come out."""
    served = service_area(stops, homes)
    rounds: Rounds = served  # the outcome of another brick # wrong
    tall: Features[Tall] = served.covered  # columns it does not have # wrong
    share: float = served.share  # an indicator for a number # wrong
    ROUNDS(served.share)  # an indicator for a table # wrong
    print(served.shares)  # no such output # wrong
    Report(share=served.share, lorries="many")  # text for a number # wrong
    curve: Series[Waste] = ROUNDS(homes).waste  # rows without an order # wrong
    print(rounds, tall, share, curve)


@brick(id="no-outcome", version="1.0.0")  # a number is no outcome # wrong
def no_outcome(homes: Features[Home]) -> int:
    """Return a bare number."""
    return len(homes)


@brick(id="no-theme", version="1.0.0", theme="weather")  # there is no such theme # wrong
def no_theme(homes: Features[Home]) -> Report:
    """Belong to no part of city life."""
    return Report(share=Indicator(sdg="1.1.1", value=1, unit="%"), lorries=len(homes))


def runs(homes: Features[Home]) -> Outcome:
    """Ask a run for what it does not do."""
    Run(report=print, cancelled=True)  # a truth for a question # wrong
    for home in track(homes):  # a table is no sequence of rows # wrong
        print(home)
    area: ServiceArea = service_area.run({}, None)
    return area
