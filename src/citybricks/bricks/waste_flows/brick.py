"""Waste from collection through facilities to products, with its balance (SDG 11.6.1, 12.5.1)."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge, Le

from citybricks import Outcome, brick
from citybricks.bricks.waste_flows.rows import (
    Balance,
    Capture,
    Carbon,
    Content,
    Corner,
    Money,
    Plant,
    Quality,
    Sent,
    Setting,
    Shortage,
    Step,
    Treatment,
)
from citybricks.types import Indicator, Percent, Proof, Table, Unit, Violation
from citybricks.types.waste import Collected


class WasteFlows(Outcome):
    """Where waste goes, what becomes of it, and how good that plan is."""

    flows: Table[Sent]
    """What goes where."""
    steps: Table[Step]
    """The same with products, what is stored and what goes to the air."""
    balances: Table[Balance]
    """What comes into each facility and what becomes of it."""
    front: Table[Corner]
    """Plans from the cheapest to the one with the least greenhouse gases; a mix of two neighbours
    is a plan too."""
    qualities: Table[Quality]
    """How clean each fraction is."""
    captures: Table[Capture]
    """How much of each material is caught."""
    shortages: Table[Shortage]
    """What has no place; none when all waste has one."""
    cost: Money
    """Fees and ways, less what products earn."""
    carbon: Carbon
    """Greenhouse gases (CO2e) of treatment and ways, less what is avoided, with collection."""
    diverted: Percent
    """Share of what was collected that does not end in a landfill."""
    open: Annotated[float, Ge(0), Unit("t")]
    """The largest gap in any balance."""
    recycling: Indicator
    """Share of all waste that is recycled, composted or digested."""
    controlled: Indicator
    """Share of all waste that is collected and treated in controlled facilities."""
    emissions: Indicator
    """Greenhouse gases of each tonne collected."""
    proof: Proof
    """How good the plan is, and how that is known."""
    violations: Table[Violation]
    """Rules that the plan breaks, found by a checker that knows no solver."""


@brick(
    id="waste-flows",
    version="1.0.0",
    city="Shanghai",
    theme="waste",
    sdg=("11.6.1", "12.5.1", "13.2.2"),
    users="Waste authorities that plan capacities, contracts and separate collection",
)
def waste_flows(
    collected: Table[Collected],
    composition: Table[Content],
    plants: Table[Plant],
    treatments: Table[Treatment] | None = None,
    setting: Setting = Setting(),  # noqa: B008 - frozen
    carbon_price: Annotated[float, Ge(0), Le(1_000_000), Unit("{CNY}/t")] = 0.0,
    collection_carbon: Annotated[float, Ge(0), Le(1e12), Unit("kg")] = 0.0,
    uncollected: Annotated[float, Ge(0), Le(1e9), Unit("t")] = 0.0,
) -> WasteFlows:
    """Waste from collection through facilities to products.

    Sends each fraction to the facilities that take it, and their residues on to others, at least
    cost; shows what less greenhouse gas would cost, and what is recycled, left in landfills and
    lost. The balance of every facility closes.

    Parameters
    ----------
    collected
        What was collected of each fraction, such as rounds of trucks tell.
    composition
        What each fraction is made of; shares of a fraction add up to 100 %.
    plants
        Facilities with capacity, fee and what they take.
    treatments
        What a tonne becomes in a facility, where it is known better than the default.
    setting
        Electricity, landfill gas and ways of the city.
    carbon_price
        Cost of a tonne of greenhouse gas that is weighed against money.
    collection_carbon
        Greenhouse gases of the collection, such as rounds of trucks tell; no flow changes them.
    uncollected
        Waste that is thrown away and not collected.

    Raises
    ------
    BrickError
        When fractions, shares, facilities or treatments contradict each other, or something has
        nowhere to go.

    Notes
    -----
    A linear programme over all ways of a fraction and of what it leaves in facilities, solved by
    HiGHS [1]_. What a fraction leaves in a facility is a good of its own whose composition is
    known, so that the residue of a residue is linear too. The lower bound is computed from the
    multipliers alone. Where capacities do not suffice, the least missing capacity is added and
    told. The front holds the vertices found by Aneja and Nair's weights [2]_. What becomes of a
    tonne is by default taken from IPCC [3]_, Banks et al. [4]_, EPA's WARM [5]_ and heat values of
    Tchobanoglous et al. [6]_, with the warming of AR5 over a century; carbon of plants counts as
    none, carbon stored in landfills is not credited, and fuel of the plants only in sorting. All
    of these are defaults: a plant's own measurements replace them. Indicator 12.5.1 counts
    biological treatment and not burning; 11.6.1 counts what controlled facilities take.

    References
    ----------
    .. [1] Huangfu, Hall, "Parallelizing the dual revised simplex method", Mathematical Programming
       Computation 10, 2018, 119-142, doi:10.1007/s12532-017-0130-5.
    .. [2] Aneja, Nair, "Bicriteria transportation problem", Management Science 25, 1979, 73-78,
       doi:10.1287/mnsc.25.1.73.
    .. [3] IPCC, 2006 Guidelines for National Greenhouse Gas Inventories, volume 5: tables 2.4, 2.5
       and 4.1, equations 3.2 to 3.6 and 5.1.
    .. [4] Banks et al., "Anaerobic digestion of source-segregated domestic food waste",
       Bioresource Technology 102, 2011, 612-620, doi:10.1016/j.biortech.2010.08.005.
    .. [5] US EPA, Waste Reduction Model (WARM), version 15, 2020.
    .. [6] Tchobanoglous, Theisen, Vigil, Integrated Solid Waste Management, 1993, table 4-5.
    .. [7] UN-Habitat, "Waste Wise Cities Tool", 2021, and the metadata of SDG 11.6.1 and 12.5.1.
    """
    from citybricks.bricks.waste_flows import answering, planning, reading

    network = reading.network(collected, composition, plants, treatments, setting)
    planned = planning.plan(network, carbon_price / 1000)
    return answering.answer(network, planned, collection_carbon, uncollected)
