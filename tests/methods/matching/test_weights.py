"""Weights are learnt from answered interests, the earlier ones, and tested on the later ones."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from citybricks.methods.matching.weights import (
    DEFAULT,
    Outcome,
    TooFewOutcomesError,
    Weights,
    learn,
)

START = datetime(2026, 1, 1, tzinfo=UTC)


def outcomes(count: int, *, seed: int = 5) -> list[Outcome]:
    """Return answers that follow meaning alone, whatever the words are."""
    chance = np.random.default_rng(seed)
    made = []
    for number in range(count):
        features = {"meaning": float(chance.normal()), "words": float(chance.normal())}
        accepted = bool(chance.random() < 1 / (1 + np.exp(-3 * features["meaning"])))
        at = START + timedelta(hours=number)
        made.append(Outcome(features=features, accepted=accepted, at=at))
    return made


def test_what_decided_gets_the_weight() -> None:
    learnt = learn(outcomes(2_000))
    assert learnt.weights.of["meaning"] == pytest.approx(3, abs=0.4)
    assert learnt.weights.of["words"] == pytest.approx(0, abs=0.25)
    assert learnt.better
    assert learnt.outcomes == 2_000


def test_what_was_never_seen_keeps_its_weight() -> None:
    assert learn(outcomes(400)).weights.of["trl"] == pytest.approx(DEFAULT["trl"])


def test_later_outcomes_are_not_learnt_from() -> None:
    early = outcomes(400)
    turned = [
        Outcome(features=one.features, accepted=not one.accepted, at=one.at) for one in early[300:]
    ]
    as_they_were, turned_round = learn(early), learn([*turned, *early[:300]])
    assert turned_round.weights == as_they_were.weights
    assert turned_round.loss > as_they_were.loss
    assert not turned_round.better


def test_too_few_outcomes_are_refused() -> None:
    with pytest.raises(TooFewOutcomesError, match="at least 200"):
        learn(outcomes(199))


def test_answers_that_are_all_the_same_are_refused() -> None:
    same = [Outcome(features={}, accepted=True, at=one.at) for one in outcomes(300)]
    with pytest.raises(TooFewOutcomesError, match="30 of each"):
        learn(same)


def test_a_probability_grows_with_what_speaks_for_a_match() -> None:
    weights = Weights()
    weak, strong = weights.probability({}), weights.probability({"meaning": 12, "types": 1})
    assert 0 < weak < 0.1
    assert 0.9 < strong < 1
    assert weights.probability({"meaning": 1e9}) <= 1
