"""Whether flows hold, and what they come to, found without any solver."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from citybricks.methods.waste.flows.network import Amount, Facility, Flow, Network, Path
from citybricks.types.planning import Violation

SLACK = 1e-6
"""Share of all waste by which a balance may be open."""


@dataclass(frozen=True, slots=True)
class Node:
    """Balance of a stream or a facility, in tonnes.

    Parameters
    ----------
    id
        Stream or facility.
    taken
        What comes in.
    product, residue, stored, lost
        What becomes of it.
    sent
        What goes on to other facilities.
    """

    id: str
    taken: float
    product: float
    residue: float
    stored: float
    lost: float
    sent: float

    @property
    def open(self) -> float:
        """What is missing from the balance: input less all outputs, and residue not sent on."""
        left = self.taken - self.product - self.residue - self.stored - self.lost
        return abs(left) + abs(self.residue - self.sent)


def blend(network: Network, path: Path) -> Mapping[str, float]:
    """Return the share of each material in what has come a path, of a tonne of it."""
    now = dict(network.stream(path[0]).shares)
    for passed in path[1:]:
        outcomes = network.facility(passed).outcomes
        now = {material: share * outcomes[material].residue for material, share in now.items()}
        whole = sum(now.values())
        if not whole:
            return {}
        now = {material: share / whole for material, share in now.items() if share}
    return now


def amount(network: Network, flows: Iterable[Flow]) -> Amount:
    """Return what flows cost, and their greenhouse gases."""
    cost = carbon = 0.0
    for flow in flows:
        place = network.facility(flow.to)
        cost += flow.tonnes * (place.fee + network.haul.cost * place.haul_km)
        carbon += flow.tonnes * network.haul.carbon * place.haul_km
        for material, share in blend(network, flow.path).items():
            becomes = place.outcomes[material]
            cost -= flow.tonnes * share * becomes.product * place.revenue
            carbon += flow.tonnes * share * (becomes.emitted - becomes.avoided)
    return Amount(cost, carbon)


def balances(network: Network, flows: Sequence[Flow]) -> list[Node]:
    """Return the balance of each stream and each facility."""
    sent: dict[str, float] = defaultdict(float)
    for flow in flows:
        sent[flow.path[-1]] += flow.tonnes
    streams = [Node(s.id, s.tonnes, 0, s.tonnes, 0, 0, sent[s.id]) for s in network.streams]
    return [*streams, *(_facility(network, one, flows, sent[one.id]) for one in network.facilities)]


def _facility(network: Network, place: Facility, flows: Sequence[Flow], sent: float) -> Node:
    sums: dict[str, float] = defaultdict(float)
    for flow in flows:
        if flow.to != place.id:
            continue
        sums["taken"] += flow.tonnes
        for material, share in blend(network, flow.path).items():
            becomes = place.outcomes[material]
            for name in ("product", "residue", "stored", "lost"):
                sums[name] += flow.tonnes * share * getattr(becomes, name)
    return Node(
        place.id,
        sums["taken"],
        sums["product"],
        sums["residue"],
        sums["stored"],
        sums["lost"],
        sent,
    )


def check(network: Network, flows: Sequence[Flow]) -> list[Violation]:
    """Return every rule that flows break: balances, capacities, what is accepted, purity."""
    whole = sum(stream.tonnes for stream in network.streams)
    found = [*_balance(network, flows, whole), *_full(network, flows, whole)]
    for flow in flows:
        found += _sent(network, flow, whole)
    return found


def _balance(network: Network, flows: Sequence[Flow], whole: float) -> Iterator[Violation]:
    for node in balances(network, flows):
        if node.open > SLACK * max(whole, 1.0):
            yield Violation(
                code="balance",
                where=node.id,
                value=node.open,
                limit=0.0,
                en=f"The balance of {node.id} is open by {node.open:,.6g} t.",
                zh=f"{node.id}的物料平衡相差{node.open:,.6g}吨。",
            )
    yield from _by_path(network, flows, whole)


def _by_path(network: Network, flows: Sequence[Flow], whole: float) -> Iterator[Violation]:
    """Yield where what goes on is not what was left on that very path."""
    sent: dict[Path, float] = defaultdict(float)
    left: dict[Path, float] = {(one.id,): one.tonnes for one in network.streams}
    for flow in flows:
        sent[flow.path] += flow.tonnes
        outcomes = network.facility(flow.to).outcomes
        residue = sum(
            share * outcomes[material].residue
            for material, share in blend(network, flow.path).items()
        )
        path = (*flow.path, flow.to)
        left[path] = left.get(path, 0.0) + flow.tonnes * residue
    for path in sorted({*sent, *left}):
        open_ = abs(sent[path] - left.get(path, 0.0))
        if open_ > SLACK * max(whole, 1.0):
            yield Violation(
                code="path",
                where=" → ".join(path),
                value=sent[path],
                limit=left.get(path, 0.0),
                en=f"What goes on from {' → '.join(path)} is not what is left there.",
                zh=f"从{' → '.join(path)}送出的量与剩余量不符。",
            )


def _full(network: Network, flows: Sequence[Flow], whole: float) -> Iterator[Violation]:
    for place in network.facilities:
        taken = sum(flow.tonnes for flow in flows if flow.to == place.id)
        if taken > place.capacity + SLACK * max(whole, 1.0):
            over = taken - place.capacity
            yield Violation(
                code="capacity",
                where=place.id,
                value=taken,
                limit=place.capacity,
                en=f"{place.id} gets {taken:,.1f} t and holds {place.capacity:,.1f} t: "
                f"{over:,.1f} t too much.",
                zh=f"{place.id}将接收{taken:,.1f}吨，能力为{place.capacity:,.1f}吨，超出{over:,.1f}吨。",
            )


def _sent(network: Network, flow: Flow, whole: float) -> Iterator[Violation]:
    """Yield what a flow must not do: be negative, or go where it is not taken."""
    place = network.facility(flow.to)
    said = " → ".join(flow.path)
    if flow.tonnes < -SLACK * max(whole, 1.0):
        yield Violation(
            code="negative",
            where=f"{said} → {flow.to}",
            value=flow.tonnes,
            limit=0.0,
            en=f"{said} → {flow.to} carries less than nothing.",
            zh=f"{said} → {flow.to}的流量为负。",
        )
    direct = len(flow.path) == 1
    if not (flow.path[0] in place.accepts if direct else place.takes_residue):
        yield Violation(
            code="accepted",
            where=f"{said} → {flow.to}",
            value=flow.tonnes,
            limit=0.0,
            en=f"{flow.to} does not take {said}.",
            zh=f"{flow.to}不接收{said}。",
        )
    purity = network.stream(flow.path[0]).purity
    if direct and purity < place.purity - SLACK:
        yield Violation(
            code="purity",
            where=f"{said} → {flow.to}",
            value=100 * purity,
            limit=100 * place.purity,
            en=f"{said} is {100 * purity:.1f} % pure; "
            f"{flow.to} asks for {100 * place.purity:.1f} %.",
            zh=f"{said}的纯度为{100 * purity:.1f}%，{flow.to}要求{100 * place.purity:.1f}%。",
        )
