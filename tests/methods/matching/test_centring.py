"""Means of languages are taken away, and scores are brought to one scale."""

import numpy as np
import pytest
from numpy.typing import NDArray

from citybricks.methods.matching.centring import ENOUGH, SPREAD, Centring, standard
from citybricks.methods.matching.embedding import packaged, unit

Rows = NDArray[np.float32]


def rows(count: int, seed: int = 1) -> Rows:
    """Return vectors that lean one way, as those of a language do."""
    leaning = np.random.default_rng(seed).standard_normal((count, 16)) + 3
    return unit(leaning)


def test_centred_vectors_of_a_language_have_no_common_direction() -> None:
    own = rows(200)
    known = Centring({}).learned("model", "passage", "zh", own)
    before = np.linalg.norm(own.mean(axis=0))
    after = np.linalg.norm(known.centred("model", "passage", "zh", own).mean(axis=0))
    assert before > 0.9
    assert after < 0.05


def test_centred_vectors_have_length_one_and_missing_ones_stay_zero() -> None:
    known = Centring({}).learned("model", "passage", "zh", rows(50))
    centred = known.centred("model", "passage", "zh", np.vstack([rows(3), np.zeros((1, 16))]))
    assert np.linalg.norm(centred, axis=1) == pytest.approx([1, 1, 1, 0], abs=1e-5)


def test_few_texts_are_drawn_to_what_was_known() -> None:
    known = Centring({("model", "passage", "zh"): np.zeros(16, np.float32)})
    few = rows(ENOUGH // 3)
    mean = known.learned("model", "passage", "zh", few).mean("model", "passage", "zh", 16)
    assert mean == pytest.approx(few.mean(axis=0) / 3, abs=1e-6)
    enough = rows(ENOUGH)
    mean = known.learned("model", "passage", "zh", enough).mean("model", "passage", "zh", 16)
    assert mean == pytest.approx(enough.mean(axis=0), abs=1e-6)


def test_no_texts_change_nothing() -> None:
    known = Centring({})
    assert known.learned("model", "passage", "zh", np.zeros((0, 16))) is known


def test_a_language_that_is_not_known_has_the_mean_of_all() -> None:
    known = Centring(
        {
            ("model", "query", "zh"): np.array([1, 0], np.float32),
            ("model", "query", "en"): np.array([0, 1], np.float32),
            ("model", "passage", "en"): np.array([9, 9], np.float32),
        }
    )
    assert known.mean("model", "query", "lo", 2).tolist() == [0.5, 0.5]
    assert known.mean("another", "query", "lo", 2).tolist() == [0, 0]


def test_means_of_eleven_languages_are_shipped_for_both_models() -> None:
    shipped = Centring.shipped()
    for model in packaged():
        for role in ("query", "passage"):
            known = {name[2] for name in shipped.means if name[:2] == (model.name, role)}
            assert known == {"zh", "en", "pt", "ru", "ja", "es", "fr", "de", "it", "ko", "ar"}
    assert all(np.linalg.norm(mean) > 0.1 for mean in shipped.means.values())


def test_standard_scores_have_mean_zero_and_deviation_one() -> None:
    scores = standard(np.random.default_rng(3).normal(0.3, 0.07, 400).astype(np.float32))
    assert scores.mean() == pytest.approx(0, abs=1e-4)
    assert scores.std() == pytest.approx(1, abs=1e-4)


def test_one_score_alone_is_measured_by_what_is_usual() -> None:
    (only,) = standard(np.array([0.4], np.float32))
    usual = SPREAD * (1 - 1 / ENOUGH) ** 0.5
    assert only == pytest.approx((0.4 - 0.4 / ENOUGH) / usual, rel=1e-4)


def test_scores_that_are_all_the_same_are_zero() -> None:
    assert standard(np.full(50, 0.2, np.float32)) == pytest.approx(np.zeros(50), abs=1e-3)
    assert standard(np.zeros(0, np.float32)).shape == (0,)
