"""Tables and rates of a plan of flows."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from citybricks.bricks.waste_flows import rows as says
from citybricks.bricks.waste_flows.brick import WasteFlows
from citybricks.bricks.waste_flows.planning import Planned
from citybricks.methods.waste.flows.checking import Node, balances
from citybricks.methods.waste.flows.network import RECYCLING, Network
from citybricks.methods.waste.flows.solving import Plan, Short
from citybricks.types import Indicator, Table, Violation

PRODUCTS, STORED, AIR = "Products", "Stored for good", "To the air"
_TINY = 1e-6
"""Tonnes that are not drawn."""


def answer(
    network: Network, planned: Planned, collection_carbon: float, uncollected: float
) -> WasteFlows:
    """Put everything into tables."""
    plan = planned.plan
    nodes = {node.id: node for node in balances(network, plan.flows)}
    whole = sum(stream.tonnes for stream in network.streams)
    made = whole + uncollected
    carbon = (plan.amount.carbon + collection_carbon) / 1000
    recycled = sum(
        nodes[place.id].taken - nodes[place.id].residue
        for place in network.facilities
        if place.process in RECYCLING
    )
    return WasteFlows(
        flows=_table(says.Sent, _flows(plan)),
        steps=_table(says.Step, _steps(network, plan, nodes)),
        balances=_table(says.Balance, _balances(network, plan, nodes)),
        front=_table(says.Corner, _front(network, planned, collection_carbon)),
        qualities=_table(says.Quality, _qualities(network)),
        captures=_table(says.Capture, _captures(network, plan)),
        shortages=_table(says.Shortage, [_shortage(network, plan, one) for one in planned.short]),
        cost=plan.amount.cost,
        carbon=carbon,
        diverted=_percent(whole - _landfilled(network, plan), whole),
        open=max(node.open for node in nodes.values()),
        recycling=Indicator(
            sdg="12.5.1", value=_percent(recycled, made), unit="%", name="Recycled"
        ),
        controlled=Indicator(
            sdg="11.6.1",
            value=_percent(_controlled(network, plan), made),
            unit="%",
            name="Collected and in controlled facilities",
        ),
        emissions=Indicator(
            sdg="13.2.2",
            value=1000 * carbon / whole,
            unit="kg/t",
            name="Greenhouse gases of a tonne (CO2e)",
        ),
        proof=planned.proof,
        violations=_table(Violation, [one.model_dump() for one in planned.violations]),
    )


def _table(row: Any, rows: list[dict[str, Any]]) -> Any:
    import pandas as pd

    return Table[row](pd.DataFrame(rows, columns=list(row.model_fields)))


def _percent(part: float, whole: float) -> float:
    return min(max(100 * part / whole, 0.0), 100.0)


def _flows(plan: Plan) -> list[dict[str, Any]]:
    sums: dict[tuple[str, str, str], float] = defaultdict(float)
    for flow in plan.flows:
        sums[flow.path[0], flow.path[-1], flow.to] += flow.tonnes
    return [
        {"fraction": fraction, "start": start, "end": end, "tonnes": tonnes}
        for (fraction, start, end), tonnes in sums.items()
    ]


def _steps(network: Network, plan: Plan, nodes: dict[str, Node]) -> list[dict[str, Any]]:
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for flow in plan.flows:
        sums[flow.path[-1], flow.to] += flow.tonnes
    for place in network.facilities:
        node = nodes[place.id]
        for end, tonnes in ((PRODUCTS, node.product), (STORED, node.stored), (AIR, node.lost)):
            sums[place.id, end] += max(tonnes, 0.0)
    return [
        {"start": start, "end": end, "tonnes": tonnes}
        for (start, end), tonnes in sums.items()
        if tonnes > _TINY
    ]


def _balances(network: Network, plan: Plan, nodes: dict[str, Node]) -> list[dict[str, Any]]:
    names = ("taken", "product", "residue", "stored", "lost")
    return [
        {
            "id": place.id,
            "process": place.process,
            "capacity": place.capacity,
            **{name: max(getattr(nodes[place.id], name), 0.0) for name in names},
            "worth": plan.worth[place.id],
        }
        for place in network.facilities
    ]


def _landfilled(network: Network, plan: Plan) -> float:
    ends = {place.id for place in network.facilities if place.process == "landfill"}
    return sum(flow.tonnes for flow in plan.flows if flow.to in ends)


def _controlled(network: Network, plan: Plan) -> float:
    """Return what goes from collection to controlled facilities."""
    held = {place.id for place in network.facilities if place.controlled}
    return sum(flow.tonnes for flow in plan.flows if len(flow.path) == 1 and flow.to in held)


def _front(network: Network, planned: Planned, collection_carbon: float) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for plan in planned.front:
        carbon = (plan.amount.carbon + collection_carbon) / 1000
        price = None
        if found and found[-1]["carbon"] > carbon:
            price = max(plan.amount.cost - found[-1]["cost"], 0) / (found[-1]["carbon"] - carbon)
        found.append(
            {
                "cost": plan.amount.cost,
                "carbon": carbon,
                "price": price,
                "landfilled": _landfilled(network, plan),
            }
        )
    return found


def _qualities(network: Network) -> list[dict[str, Any]]:
    return [
        {
            "fraction": stream.id,
            "tonnes": stream.tonnes,
            "purity": _percent(stream.purity, 1.0),
            "contamination": _percent(1 - stream.purity, 1.0),
        }
        for stream in network.streams
    ]


def _captures(network: Network, plan: Plan) -> list[dict[str, Any]]:
    """Return how much of each material is in a fraction that wants it and is recycled."""
    useful = {place.id for place in network.facilities if place.process in RECYCLING}
    there: dict[str, float] = defaultdict(float)
    caught: dict[str, float] = defaultdict(float)
    for flow in plan.flows:
        if len(flow.path) > 1:
            continue
        stream = network.stream(flow.path[0])
        for material, share in stream.shares.items():
            there[material] += flow.tonnes * share
            if flow.to in useful and material in stream.wanted:
                caught[material] += flow.tonnes * share
    return [
        {"material": name, "tonnes": tonnes, "captured": _percent(caught[name], tonnes)}
        for name, tonnes in there.items()
    ]


def _shortage(network: Network, plan: Plan, short: Short) -> dict[str, Any]:
    """Say what has no place: what would come, what there is room for, and what is missing."""
    place = network.facility(short.facility)
    come = [flow for flow in plan.flows if flow.to == place.id]
    sums: dict[str, float] = defaultdict(float)
    for flow in come:
        sums[flow.path[0]] += flow.tonnes
    waste = sorted(sums, key=lambda name: -sums[name])
    total = place.capacity + short.more
    return {
        "plant": place.id,
        "more": short.more,
        "en": f"{', '.join(waste)}: {total:,.1f} t of waste and residues exceed the "
        f"{place.capacity:,.1f} t that {place.id} takes by {short.more:,.1f} t, and no other "
        f"facility has room. Nearest way out: {short.more:,.1f} t more capacity there, or as "
        "much less waste.",
        "zh": f"{'、'.join(waste)}：垃圾与残渣共{total:,.1f}吨，"
        f"超出{place.id}的能力{place.capacity:,.1f}吨，多{short.more:,.1f}吨，其他设施已无余量。"
        f"最近的出路：在该处增加{short.more:,.1f}吨能力，或减少同等数量的垃圾。",
    }
