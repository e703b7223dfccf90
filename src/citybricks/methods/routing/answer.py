"""What every solver answers, whatever it has planned: how good it is, and whether it holds."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import process_time

from citybricks.types.planning import Proof, Violation


@dataclass(frozen=True, slots=True)
class Answer:
    """How good a plan is.

    Parameters
    ----------
    solver
        What planned it, with its version.
    seed
        Of the random numbers; the same seed and iterations give the same plan.
    cpu_s
        CPU seconds taken.
    iterations
        Iterations done; 0 for a method that has none.
    objective
        What was minimised, as the checker computes it.
    lower_bound
        No plan can be better than this; minus infinity when none is known.
    violations
        Rules broken; none for a plan that can be carried out.
    """

    solver: str
    seed: int
    cpu_s: float
    iterations: int
    objective: float
    lower_bound: float = -math.inf
    violations: tuple[Violation, ...] = ()

    @property
    def feasible(self) -> bool:
        """Whether no rule is broken."""
        return not self.violations

    @property
    def gap(self) -> float:
        """Share of the objective that might still be saved: 0 for an optimum; 1 when unknown."""
        if not math.isfinite(self.lower_bound):
            return 1.0
        if self.objective <= 0:
            return 0.0
        return min(1.0, max(0.0, (self.objective - self.lower_bound) / self.objective))

    @property
    def is_optimal(self) -> bool:
        """Whether no better plan exists, up to a millionth."""
        return self.gap <= 1e-6  # noqa: PLR2004 - said above

    def proof(self) -> Proof:
        """Return what a city sees of it; machine time is not the same twice and is left out."""
        return Proof(
            solver=self.solver,
            seed=self.seed,
            iterations=self.iterations,
            objective=self.objective,
            lower_bound=self.lower_bound if math.isfinite(self.lower_bound) else None,
            gap=self.gap,
            feasible=self.feasible,
        )


@dataclass(slots=True)
class Watch:
    """CPU seconds since the start of a block."""

    start: float

    @property
    def seconds(self) -> float:
        """CPU seconds so far."""
        return process_time() - self.start


@contextmanager
def watched() -> Iterator[Watch]:
    """Time a block in CPU seconds of this process, all of its threads."""
    yield Watch(process_time())
