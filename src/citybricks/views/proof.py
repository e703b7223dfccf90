"""How good a plan is, in words, and which rules it breaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from citybricks.types import Proof, Violation
from citybricks.types import Table as Data
from citybricks.views.markup import join, tag
from citybricks.views.numbers import decimals, number
from citybricks.views.reader import Reader
from citybricks.views.units import quantity, shown

_PROVED = 1e-6
"""Gap below which a plan is an optimum."""
_LISTED = 20
"""Broken rules that are listed; the outcome's table has all."""


class Evidence:
    """What is known about a plan: its gap in words, its proof, and what a checker found.

    Parameters
    ----------
    proof
        Of the plan.
    violations
        Rules it breaks, found by a checker that knows no solver.
    unit
        UCUM code of the objective.
    goal
        What was minimised, in English.
    """

    def __init__(
        self, proof: Proof, violations: Data[Violation], *, unit: str = "", goal: str = ""
    ) -> None:
        self.proof = proof
        self.violations = violations
        self.unit = unit
        self.goal = goal

    def html(self, reader: Reader) -> Markup:
        """Write the verdict, the facts behind it, and the rules that are broken."""
        holds = self.proof.feasible and not len(self.violations)
        facts = (
            tag("div", tag("dt", name), tag("dd", value)) for name, value in self._facts(reader)
        )
        return tag(
            "div",
            tag("p", self.verdict(reader), class_="cb-verdict"),
            checked(self.violations, reader),
            tag("dl", *facts),
            class_=f"cb-evidence {'cb-holds' if holds else 'cb-breaks'}",
        )

    def verdict(self, reader: Reader) -> str:
        """Say in a sentence how much might still be saved."""
        gap = self.proof.gap
        if not self.proof.feasible:
            return reader("The plan breaks rules; how good it is does not matter yet.")
        if gap <= _PROVED:
            return reader("Proved optimal: no better plan exists.")
        if self.proof.lower_bound is None or gap >= 1:
            return reader("It is not known how much might still be saved.")
        return reader("At most {share} % might still be saved.", share=percent(gap))

    def _facts(self, reader: Reader) -> Iterator[tuple[str, Any]]:
        proof = self.proof
        if self.goal:
            yield reader("Minimised"), reader(self.goal)
        yield reader("Value"), self._amount(proof.objective, reader)
        if proof.lower_bound is not None:
            yield reader("Lower bound"), self._amount(proof.lower_bound, reader)
        yield reader("Solver"), proof.solver
        yield reader("Seed"), str(proof.seed)
        if proof.iterations:
            yield reader("Iterations"), number(proof.iterations)

    def _amount(self, value: float, reader: Reader) -> str:
        """Write an amount as finely as telling the objective from its bound needs."""
        known, bound = self.proof.objective, self.proof.lower_bound
        places = decimals([known] if bound is None else [known, bound, known - bound])
        return quantity(number(value, places), shown(self.unit, reader, value))


def checked(violations: Data[Violation], reader: Reader) -> Markup:
    """Say what a checker found, and list the first rules that are broken."""
    count = len(violations)
    if not count:
        said = reader("A checker that knows nothing of the solver found no rule broken.")
        return tag("p", said)
    said = reader(
        "A checker that knows nothing of the solver found {count} rules broken.",
        count=number(count),
    )
    chinese = reader.language.startswith("zh")
    own = chinese or reader.language.startswith("en")
    listed = (
        tag("li", row["zh" if chinese else "en"], lang=None if own else "en")
        for row in violations.frame.head(_LISTED).to_dict("records")
    )
    return join((tag("p", said), tag("ul", *listed)))


def percent(gap: float) -> str:
    """Write a share that is never rounded down to nothing."""
    percent = 100 * gap
    return number(max(percent, 0.01), 2 if percent < 0.1 else 1)  # noqa: PLR2004 - of a per cent
