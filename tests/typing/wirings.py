"""What the documentation shows: every line of it passes the type checker."""

import geopandas as gpd

from citybricks import Outcome, Run, brick, track
from citybricks.bricks.service_area.brick import ServiceArea, service_area
from citybricks.types import (
    Features,
    Home,
    Indicator,
    Metres,
    People,
    Percent,
    Row,
    Seed,
    Series,
    Stop,
    Street,
    Table,
    Tonnes,
)


class Tall(Home):
    """A home that says how tall it is."""

    storeys: int
    """How many storeys it has."""


class Waste(Row):
    """What one home throws away."""

    weight: Tonnes
    """In a year."""


class Rounds(Outcome):
    """How many lorries are needed."""

    lorries: int
    """All of them."""
    waste: Table[Waste]
    """What they carry."""
    curve: Series[Waste]
    """What they carry, in order."""
    share: Indicator
    """Share of homes they reach."""


def waste_rounds(homes: Features[Home], load: Tonnes = 10, seed: Seed = 0) -> Rounds:
    """Lorries for the waste of homes."""
    for _ in track(range(3), "Planning rounds"):
        pass
    raise NotImplementedError((homes, load, seed))


ROUNDS = brick(id="waste-rounds", version="1.0.0", theme="waste")(waste_rounds)


class Report(Outcome):
    """What a district gets."""

    share: Indicator
    """Of residents served."""
    lorries: int
    """For those who are."""


def green_district(
    stops: Features[Stop], homes: Features[Home], radius: Metres, streets: Features[Street]
) -> Report:
    """Let one brick work on what another has found."""
    served: ServiceArea = service_area(stops, homes, radius=radius, streets=streets)
    rounds = ROUNDS(served.covered, load=12.5)
    return Report(share=served.share, lorries=rounds.lorries)


def richer_rows_fit(stops: Features[Stop], tall: Features[Tall]) -> Indicator:
    """Hand over a table that has more columns than are asked for."""
    return service_area(stops, tall).share


def places_are_a_table(homes: Features[Home]) -> Table[Home]:
    """Use places where any table will do."""
    return homes


def frames_are_frames(homes: Features[Home]) -> gpd.GeoDataFrame:
    """Reach the data frame inside."""
    return homes.frame


def numbers_are_numbers(radius: Metres, share: Percent, people: People) -> float:
    """Calculate with quantities as with any number."""
    return radius * share / 100 + people


def documents_run_too() -> ServiceArea:
    """Run on what JSON holds, and hear of the progress."""
    return service_area.run({"radius": 5}, Run(print))
