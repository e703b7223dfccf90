"""A plan for the network, or for the nearest one in which all waste has a place."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

from citybricks import BrickError, tell
from citybricks.methods.waste.flows.checking import check
from citybricks.methods.waste.flows.network import Network, Path
from citybricks.methods.waste.flows.solving import Plan, Programme, Short, TooManyWaysError
from citybricks.methods.waste.flows.ways import MOST, NowhereError
from citybricks.types import Proof, Violation

_ROUNDING = 1e-9
"""Share of a value below which two sums of floating-point numbers are the same."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What was planned.

    Parameters
    ----------
    plan
        Where waste goes.
    front
        Plans of least cost for each amount of greenhouse gases.
    short
        Capacity that is missing.
    proof
        How good the plan is.
    violations
        Rules it breaks.
    """

    plan: Plan
    front: list[Plan]
    short: list[Short]
    proof: Proof
    violations: list[Violation]


def plan(network: Network, carbon_price: float) -> Planned:
    """Return the plan of least cost with greenhouse gases at a price, and the front.

    Raises
    ------
    BrickError
        When something has nowhere to go, or there are too many ways.
    """
    programme = _programme(network)
    tell(0.2)
    short: list[Short] = []
    best = programme.least(carbon_price)
    if best is None:
        short = programme.shortest()
        programme = programme.relaxed(short)
        best = programme.least(carbon_price)
        assert best is not None, "what is missing was added"  # noqa: S101 - of the programme itself
    tell(0.5)
    front = programme.front()
    violations = check(network, best.flows)
    proof = _proof(best, carbon_price, feasible=not violations)
    return Planned(best, front, short, proof, violations)


def _programme(network: Network) -> Programme:
    try:
        return Programme(network)
    except TooManyWaysError:
        raise BrickError(
            "plants", "there are more than {most} ways through the facilities", most=MOST
        ) from None
    except NowhereError as error:
        raise _nowhere(network, error.path) from None


def _nowhere(network: Network, path: Path) -> BrickError:
    """Say why something has nowhere to go, and what would help."""
    if len(path) > 1:
        return BrickError(
            "plants",
            "what {plant} leaves of {fraction} has nowhere to go: one more facility has to take "
            "residues, such as a landfill",
            plant=path[-1],
            fraction=path[0],
        )
    stream = network.stream(path[0])
    takers = [place for place in network.facilities if stream.id in place.accepts]
    if not takers:
        return BrickError(
            "plants", "no facility takes {fraction}; one has to accept it", fraction=stream.id
        )
    nearest = min(takers, key=lambda place: place.purity)
    return BrickError(
        "composition",
        "{fraction} is {value} % pure; {plant}, which asks least, asks for {least} %",
        fraction=stream.id,
        value=round(100 * stream.purity, 2),
        plant=nearest.id,
        least=round(100 * nearest.purity, 2),
    )


def _proof(best: Plan, carbon_price: float, *, feasible: bool) -> Proof:
    value = best.amount.cost + carbon_price * best.amount.carbon
    size = max(abs(value), 1.0)
    bound = value if abs(value - best.bound) < _ROUNDING * size else min(best.bound, value)
    return Proof(
        solver=f"HiGHS, scipy {version('scipy')}",
        seed=0,
        iterations=0,
        objective=value,
        lower_bound=bound,
        gap=min((value - bound) / size, 1.0),
        feasible=feasible,
    )
