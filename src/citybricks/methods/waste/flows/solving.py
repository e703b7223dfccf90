"""Least cost and least greenhouse gases of flows: linear programmes, solved by HiGHS.

What is left of a stream in a facility is a good of its own, whose composition is known: so the
residue of residue is linear too, and the balance of every material closes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.waste.flows.checking import amount
from citybricks.methods.waste.flows.network import Amount, Flow, Network, Path
from citybricks.methods.waste.flows.ways import MOST, residue, ways

Floats = NDArray[np.float64]
_NOTHING = 1e-9


class TooManyWaysError(ValueError):
    """There are more ways through the facilities than are looked at."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Flows with what they come to.

    Parameters
    ----------
    flows
        Those that carry something.
    amount
        What they come to, by the checker's reckoning.
    bound
        No flows can come to less than this of what was minimised.
    worth
        What one more tonne of capacity of a facility would save. [money/t]
    """

    flows: tuple[Flow, ...]
    amount: Amount
    bound: float
    worth: dict[str, float]


@dataclass(frozen=True, slots=True)
class Short:
    """A facility that would have to take more for all waste to have a place.

    Parameters
    ----------
    facility
        Which.
    more
        By how much. [t]
    """

    facility: str
    more: float


class Programme:
    """Where waste of a network may go, as a linear programme.

    Raises
    ------
    NowhereError
        When a stream or a residue has nowhere to go.
    TooManyWaysError
        When there are more than `MOST` ways.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self.ways = tuple(ways(network))
        if len(self.ways) > MOST:
            raise TooManyWaysError

    def least(self, carbon_price: float = 0.0, carbon_weight: float | None = None) -> Plan | None:
        """Return flows that minimise cost and priced carbon; None when not all waste has a place.

        Parameters
        ----------
        carbon_price
            Added to the cost of each kilogram of greenhouse gas. [money/kg]
        carbon_weight
            Of carbon beside cost, 0 to 1, instead of a price.
        """
        weight = (1.0, carbon_price)
        if carbon_weight is not None:
            weight = (1 - carbon_weight, carbon_weight)
        target = weight[0] * self._cost + weight[1] * self._carbon
        found = self._solved(target, self._capacity)
        if found is None:
            return None
        flows = tuple(
            Flow(path, to, float(tonnes))
            for (path, to), tonnes in zip(self.ways, found.x, strict=True)
            if tonnes > _NOTHING * self._whole
        )
        worth = -np.asarray(found.ineqlin.marginals)
        names = [place.id for place in self.network.facilities]
        return Plan(
            flows,
            amount(self.network, flows),
            self._bound(target, found),
            dict(zip(names, np.maximum(worth, 0.0).tolist(), strict=True)),
        )

    def shortest(self) -> list[Short]:
        """Return the least capacity that is missing; nothing when all waste has a place."""
        from scipy.optimize import linprog

        n, k = len(self.ways), len(self.network.facilities)
        balance = np.hstack([self._balance, np.zeros((len(self._supply), k))])
        takes = np.hstack([self._takes, -np.eye(k)])
        target = np.concatenate([np.zeros(n), np.ones(k)])
        found = linprog(
            target, A_ub=takes, b_ub=self._capacity, A_eq=balance, b_eq=self._supply, method="highs"
        )
        return [
            Short(place.id, float(more))
            for place, more in zip(self.network.facilities, found.x[n:], strict=True)
            if more > _NOTHING * self._whole
        ]

    def relaxed(self, short: list[Short]) -> Programme:
        """Return the programme with the capacity that is missing."""
        more = {one.facility: one.more for one in short}
        places = tuple(
            replace(place, capacity=(place.capacity + more.get(place.id, 0.0)) * (1 + 1e-12))
            for place in self.network.facilities
        )
        return Programme(replace(self.network, facilities=places))

    def front(self) -> list[Plan]:
        """Return the vertices of the front of cost and greenhouse gases, the cheapest first.

        Between two neighbours the best weight is known; where it finds nothing below the line
        between them, the line is the front (Aneja & Nair, Management Science 25, 1979, 73-78).
        """
        scale = 1e-7
        cheap, clean = self.least(carbon_weight=scale), self.least(carbon_weight=1 - scale)
        if cheap is None or clean is None:
            return []
        found = [cheap, clean]
        open_ = [(cheap, clean)]
        while open_:
            left, right = open_.pop()
            between = self._between(left, right)
            if between is not None:
                found.append(between)
                open_ += [(left, between), (between, right)]
        return _distinct(sorted(found, key=lambda plan: (plan.amount.cost, plan.amount.carbon)))

    def _between(self, left: Plan, right: Plan) -> Plan | None:
        """Return a vertex below the line between two, None when there is none."""
        dear = right.amount.cost - left.amount.cost
        saved = left.amount.carbon - right.amount.carbon
        if dear <= 0 or saved <= 0:
            return None
        weight = dear / (dear + saved)
        plan = self.least(carbon_weight=weight)
        if plan is None:
            return None
        line = (1 - weight) * left.amount.cost + weight * left.amount.carbon
        here = (1 - weight) * plan.amount.cost + weight * plan.amount.carbon
        size = (1 - weight) * abs(left.amount.cost) + weight * abs(left.amount.carbon)
        return plan if here < line - 1e-7 * max(size, 1.0) else None

    def _solved(self, target: Floats, capacity: Floats) -> Any:
        from scipy.optimize import linprog

        found = linprog(
            target,
            A_ub=self._takes,
            b_ub=capacity,
            A_eq=self._balance,
            b_eq=self._supply,
            method="highs-ds",
        )
        return found if found.status == 0 else None

    def _bound(self, target: Floats, found: Any) -> float:
        """Return a bound from the multipliers alone, whatever the solver says of itself.

        What a multiplier leaves negative is charged as if all waste went that way.
        """
        balance = np.asarray(found.eqlin.marginals)
        takes = np.minimum(np.asarray(found.ineqlin.marginals), 0.0)
        reduced = target - balance @ self._balance - takes @ self._takes
        bound = balance @ self._supply + takes @ self._capacity
        return float(bound + np.minimum(reduced, 0.0).sum() * self._whole)

    @cached_property
    def _whole(self) -> float:
        return max(sum(stream.tonnes for stream in self.network.streams), 1.0)

    @cached_property
    def _goods(self) -> list[Path]:
        return list(dict.fromkeys(path for path, _ in self.ways))

    @cached_property
    def _supply(self) -> Floats:
        given: dict[Path, float] = {(stream.id,): stream.tonnes for stream in self.network.streams}
        return np.array([given.get(path, 0.0) for path in self._goods])

    @cached_property
    def _balance(self) -> Floats:
        """A row for each good: what goes on from it, less what is left of it on the way there."""
        row = {path: at for at, path in enumerate(self._goods)}
        matrix = np.zeros((len(row), len(self.ways)))
        for at, (path, to) in enumerate(self.ways):
            matrix[row[path], at] += 1.0
            on = (*path, to)
            if on in row:
                matrix[row[on], at] -= residue(self.network, path, self.network.facility(to))
        return matrix

    @cached_property
    def _takes(self) -> Floats:
        places = [place.id for place in self.network.facilities]
        return np.array([[float(to == place) for _, to in self.ways] for place in places])

    @cached_property
    def _capacity(self) -> Floats:
        return np.array([place.capacity for place in self.network.facilities])

    @cached_property
    def _amounts(self) -> list[Amount]:
        return [amount(self.network, [Flow(path, to, 1.0)]) for path, to in self.ways]

    @cached_property
    def _cost(self) -> Floats:
        return np.array([one.cost for one in self._amounts])

    @cached_property
    def _carbon(self) -> Floats:
        return np.array([one.carbon for one in self._amounts])


def _distinct(plans: list[Plan]) -> list[Plan]:
    """Return plans without those that another one equals or betters."""
    kept: list[Plan] = []
    for plan in plans:
        if not kept or plan.amount.carbon < kept[-1].amount.carbon - 1e-6 * max(
            abs(kept[-1].amount.carbon), 1.0
        ):
            kept.append(plan)
    return kept
