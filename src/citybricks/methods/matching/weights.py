"""How much each component of a match counts: by judgement, later learnt from what was accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

LEAST = 200
"""Answered interests below which nothing is learnt."""
LEAST_OF_EACH = 30
"""Accepted, and declined, interests below which nothing is learnt."""
_STILL = 1e-8
TESTED = 0.25
"""Share of the outcomes, the latest, that learnt weights are tested on."""

DEFAULT: Mapping[str, float] = MappingProxyType(
    {
        "meaning": 0.5,
        "words": 0.125,
        "types": 0.6,
        "targets": 0.4,
        "fields": 0.5,
        "regions": 0.5,
        "trl": 0.4,
        "partnerships": 0.4,
        "languages": 0.2,
    }
)
"""Log-odds per unit of each component."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds per unit of each component, and of a pair of which nothing is known."""

    of: Mapping[str, float] = field(default_factory=lambda: DEFAULT)
    bias: float = -3.0

    def log_odds(self, features: Mapping[str, float]) -> dict[str, float]:
        """Return what each component adds."""
        return {name: self.of.get(name, 0.0) * value for name, value in features.items()}

    def probability(self, features: Mapping[str, float]) -> float:
        """Return how likely a match is to be accepted."""
        total = self.bias + sum(self.log_odds(features).values())
        return float(1 / (1 + np.exp(-np.clip(total, -30, 30))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An interest that was answered: the features of the match, the answer and when."""

    features: Mapping[str, float]
    accepted: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """Weights with how well they foretell later answers, beside those used before.

    ``loss`` and ``loss_before`` are mean negative log-likelihoods on the latest outcomes, which
    were not learnt from; use the weights only where they are better.
    """

    weights: Weights
    outcomes: int
    loss: float
    loss_before: float

    @property
    def better(self) -> bool:
        """Whether the learnt weights foretell later answers better."""
        return self.loss < self.loss_before


class TooFewOutcomesError(ValueError):
    """There are not enough answered interests to learn from."""


def learn(outcomes: Sequence[Outcome], before: Weights | None = None) -> Learnt:
    """Learn weights from the earlier outcomes and test them on the later ones.

    Parameters
    ----------
    outcomes
        Answered interests, in any order.
    before
        Weights in use, towards which few outcomes are drawn.

    Raises
    ------
    TooFewOutcomesError
        When there are fewer than 200 outcomes, or than 30 accepted or declined among those that
        are learnt from.
    """
    before = before or Weights()
    ordered = sorted(outcomes, key=lambda outcome: outcome.at)
    split = round(len(ordered) * (1 - TESTED))
    earlier, later = ordered[:split], ordered[split:]
    accepted = sum(outcome.accepted for outcome in earlier)
    if len(ordered) < LEAST or min(accepted, split - accepted) < LEAST_OF_EACH:
        raise TooFewOutcomesError(
            f"{len(ordered)} outcomes, {accepted} of the earlier {split} accepted:"
            f" at least {LEAST} are needed, and {LEAST_OF_EACH} of each answer"
        )
    names = sorted({*before.of} | {name for outcome in earlier for name in outcome.features})
    start = np.array([before.bias, *(before.of.get(name, 0.0) for name in names)])
    fitted = fit(_rows(earlier, names), _answers(earlier), start)
    weights = Weights(dict(zip(names, fitted[1:].tolist(), strict=True)), float(fitted[0]))
    return Learnt(
        weights=weights,
        outcomes=len(ordered),
        loss=_loss(weights, later),
        loss_before=_loss(before, later),
    )


def fit(
    rows: NDArray[np.float64],
    answers: NDArray[np.float64],
    start: NDArray[np.float64],
    *,
    ridge: float = 1.0,
) -> NDArray[np.float64]:
    """Return the weights of a logistic regression, drawn towards ``start`` by ``ridge``.

    Parameters
    ----------
    rows
        Features, shape (n, d); a column of ones is put before them.
    answers
        Zeros and ones, shape (n,).
    start
        Weights without any answers, shape (d + 1,); the first is the constant.
    """
    design = np.column_stack([np.ones(len(rows)), rows])
    weights = start.copy()
    penalty = np.full(len(start), ridge)
    penalty[0] = 1e-6
    for _ in range(50):  # Newton's method
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (chance - answers) + penalty * (weights - start)
        curvature = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.solve(curvature, slope)
        weights -= np.clip(step, -2, 2)
        if np.abs(step).max() < _STILL:
            break
    return weights


def _rows(outcomes: Sequence[Outcome], names: Sequence[str]) -> NDArray[np.float64]:
    return np.array([[o.features.get(name, 0.0) for name in names] for o in outcomes])


def _answers(outcomes: Sequence[Outcome]) -> NDArray[np.float64]:
    return np.array([outcome.accepted for outcome in outcomes], float)


def _loss(weights: Weights, outcomes: Sequence[Outcome]) -> float:
    chances = np.array([weights.probability(outcome.features) for outcome in outcomes])
    answers = _answers(outcomes)
    return float(-np.mean(np.log(np.where(answers > 0, chances, 1 - chances))))
