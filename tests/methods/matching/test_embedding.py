"""The packaged models: unit vectors, one thread, any text."""

import os
from concurrent.futures import ThreadPoolExecutor
from time import process_time

import numpy as np
import pytest

from citybricks.methods.matching.embedding import USE, Embedder, packaged, unit

ODD = ["", "   ", "\ud800 harbour", "har\x00bour", "👍", "<b>x</b>", "ميناء", "港" * 3000]


@pytest.mark.parametrize("model", packaged(), ids=lambda model: model.name)
def test_any_text_has_a_vector_of_length_one_and_an_empty_one_of_zero(model: Embedder) -> None:
    rows = model.passages(ODD)
    assert rows.shape == (len(ODD), model.size)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx([0, 0, *[1] * 6], abs=1e-3)
    assert model.queries([]).shape == (0, model.size)


@pytest.mark.parametrize("model", packaged(), ids=lambda model: model.name)
def test_what_means_the_same_is_closer(model: Embedder) -> None:
    query = model.queries(["crime prevention"])
    same, other = model.passages(["预防犯罪", "洗衣机"]) @ query[0]
    assert same > other


def test_threads_get_the_same_vectors() -> None:
    model = packaged()[1]
    texts = [f"port number {number}" for number in range(8)]
    with ThreadPoolExecutor(4) as threads:
        rows = list(threads.map(lambda text: model.passages([text])[0], texts))
    assert np.array(rows) == pytest.approx(model.passages(texts), abs=1e-3)


def test_a_sentence_that_is_asked_for_again_is_not_computed_again() -> None:
    model = USE()
    first = model.passages(["Leaks are heard at night.", "", "夜间听漏。"])
    start = process_time()
    for _ in range(200):
        again = model.passages(["夜间听漏。", "Leaks are heard at night.", "夜间听漏。"])
    assert process_time() - start < 0.5  # once takes 0.01 s
    assert np.array_equal(again, first[[2, 0, 2]])


def test_loading_leaves_the_environment_as_it_was() -> None:
    before = dict(os.environ)
    packaged.__wrapped__()[0].queries(["a"])
    assert dict(os.environ) == before


def test_rows_of_zeros_stay() -> None:
    assert unit(np.array([[0.0, 0.0], [3.0, 4.0]])).tolist() == [[0, 0], pytest.approx([0.6, 0.8])]
