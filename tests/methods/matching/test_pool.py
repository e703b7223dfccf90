"""A pool compares what is sought with every document, whatever language either is in."""

import numpy as np
import pytest

from citybricks.methods.matching.documents import Document, Item
from citybricks.methods.matching.pool import Pool, vectors_of
from tests.methods.matching.conftest import item, items


def test_documents_of_a_pool_have_stored_vectors_in_half_precision() -> None:
    (vectors,) = vectors_of([items()[0].documents[0]]).values()
    assert {name: rows.shape for name, rows in vectors.items()} == {
        "e5-small-q4": (384,),
        "use-multilingual-3": (512,),
    }
    assert all(rows.dtype == np.float16 for rows in vectors.values())


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("预防犯罪的技术", "needs safety"),
        ("automatização do porto", "needs port"),
        ("leaks in pipes of drinking water", "water"),
        ("сортировка мусора", "waste"),
    ],
)
def test_what_is_sought_in_one_language_is_closest_in_another(
    pool: Pool, sought: str, found: str
) -> None:
    scores = pool.scores(pool.asked(sought))
    best = pool.entries[int(np.argmax(scores.sense))]
    assert best.document.key.startswith(found) or found.rsplit(maxsplit=1)[-1] in best.document.key


def test_items_come_and_go_without_changing_the_pool(pool: Pool) -> None:
    more = pool.with_items([item("trams", "Trams that run on time")])
    assert ("trams" in more, "trams" in pool) == (True, False)
    assert len(more) == len(pool) + 1
    fewer = more.without(["trams", "never there"])
    assert [one.key for one in fewer.items] == [one.key for one in pool.items]


def test_an_item_that_has_changed_takes_its_old_place(pool: Pool) -> None:
    changed = pool.with_items([item("waste", "Compost from kitchens")])
    assert len(changed) == len(pool)
    assert changed.item("waste").documents[0].title == "Compost from kitchens"
    assert [entry.document.title for entry in changed.entries_of("waste")] == [
        "Compost from kitchens"
    ]


def test_a_document_without_vectors_is_found_by_its_words() -> None:
    bare = Pool.of([item("trams", "Trams that run on time"), item("port", "The port")])
    scores = bare.scores(bare.asked("trams"))
    assert np.argmax(scores.words) == 0
    assert all((rows == 0).all() for rows in scores.meaning.values())


def test_an_empty_pool_has_no_scores() -> None:
    empty = Pool.of([])
    scores = empty.scores(empty.asked("port"))
    assert (len(empty), scores.words.shape, scores.sense.shape) == (0, (0,), (0,))


def test_what_a_language_has_in_common_is_taken_away_in_the_pool() -> None:
    words = ["port", "tram", "park", "road", "light", "water"]
    texts = [f"{word} in the city" for word in words] * 6
    held = [item(str(number), f"{text} {number}") for number, text in enumerate(texts)]
    documents = [one.documents[0] for one in held]
    pool = Pool.of(held, vectors_of(documents))
    for name in ("e5-small-q4", "use-multilingual-3"):
        rows = np.array([entry.vectors[name] for entry in pool.entries], np.float32)
        centred = pool.centring.centred(name, "passage", "en", rows)
        assert np.linalg.norm(rows.mean(axis=0)) > 0.5
        assert np.linalg.norm(centred.mean(axis=0)) < 0.1


def test_a_version_without_a_stated_language_is_read_as_what_it_is() -> None:
    unsaid = Document(key="x", language="", title="港口自动化")
    unknown = Document(key="y", language="und", title="12345")
    pool = Pool.of([Item(key="a", kind="offer", owner="a", documents=(unsaid, unknown))])
    assert [entry.language for entry in pool.entries] == ["zh", ""]
    scores = pool.scores(pool.asked("12345"))
    assert np.argmax(scores.words) == 1
