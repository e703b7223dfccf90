"""The network's search: indexing through its errands, and finding among 10,000 things.

Texts are 200 words of XQuAD's paragraphs, Chinese and English by turns: a title of 8 words, a
summary of 40, and the rest. Of the 10,000 things, the vectors are those of the first 1,000 with
noise: what they mean does not matter to how long it takes.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
from collections.abc import Iterator
from functools import cache
from time import perf_counter, process_time

import numpy as np
from numpy.typing import NDArray

from benchmarks.embedded import DATA
from benchmarks.figure import Figure

TEXTS, WORDS = 1_000, 200
THINGS = 10_000
QUERIES = (
    "港口自动化",
    "solar street lamps",
    "预防犯罪的技术",
    "flood warning for residents",
    "医院",
)


def main() -> None:
    """Measure on a hub of its own."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"CITYBRICKS_HOME": home, "CITYBRICKS_DATABASE_URL": ""}
        from citybricks.hub.serve import prepare

        prepare()
        for figure in (*indexing(), *finding()):
            figure.tell()


def indexing() -> Iterator[Figure]:
    """Measure how long new texts take, from being put to having their vectors."""
    from citybricks.network.errands.domain.errands import run_due
    from citybricks.network.finding.domain.indexing import progress

    put(TEXTS)
    start = process_time()
    while run_due():
        pass
    took = process_time() - start
    seen = progress()
    assert seen.done == seen.total == TEXTS, seen
    yield Figure(
        name=f"indexing {TEXTS:,} items of {WORDS} words", value=took, unit="CPU s", at_most=90
    )


def finding() -> Iterator[Figure]:
    """Measure searches among many things, the query's vectors and what lists show included."""
    from citybricks.network.finding.domain.pooling import forget, keeper
    from citybricks.network.finding.domain.searching import search

    put(THINGS - TEXTS, first=TEXTS)
    draw_vectors()
    forget()
    start = perf_counter()
    keeper().current()
    read = perf_counter() - start
    search("warm", k=10)
    walls, cpus = [], []
    for query in QUERIES * 4:
        wall, cpu = perf_counter(), process_time()
        search(query, k=10)
        walls.append(perf_counter() - wall)
        cpus.append(process_time() - cpu)
    among = f"top 10 of {THINGS:,} items"
    yield Figure(name=f"{among}, median", value=1e3 * np.median(walls), unit="ms", at_most=150)
    yield Figure(name=f"{among}, CPU", value=1e3 * np.median(cpus), unit="CPU ms", at_most=150)
    yield Figure(name=f"{among}: reading them", value=read, unit="s", note="once, in a thread")
    yield Figure(name="one more of them is found after", value=_one_more(), unit="s")


def _one_more() -> float:
    """Return how long the pool takes to have one new thing."""
    from citybricks.network.finding.domain.pooling import Keeper, keeper

    put(1, first=THINGS)
    kept: Keeper = keeper()
    start = perf_counter()
    while f"offer:{THINGS}" not in kept.current():
        pass
    return perf_counter() - start


def put(count: int, first: int = 0) -> None:
    """Put things that are written in Chinese and in English by turns."""
    from django.db import transaction

    from citybricks.methods.matching.documents import Document, Item
    from citybricks.network.content.text import Text
    from citybricks.network.finding.domain import entries

    chance = random.Random(7 + first)  # noqa: S311 - the same each time
    with transaction.atomic():
        for number in range(first, first + count):
            language = ("zh-Hans", "en")[number % 2]
            words = _drawn(chance, language)
            joint = "" if language == "zh-Hans" else " "
            title, summary = joint.join(words[:8]), joint.join(words[8:48])
            key = f"offer:{number}"
            document = Document(
                key=f"{key}/{language}",
                language=language,
                title=title,
                summary=summary,
                body=joint.join(words[48:]),
            )
            entries.put(
                Item(key=key, kind="offer", owner=f"m{number % 90}", documents=(document,)),
                url=f"/exchange/{number}/",
                title=Text(language=language, text=title),
                summary=Text(language=language, text=summary),
            )


def _drawn(chance: random.Random, language: str) -> list[str]:
    every = _texts()[language]
    start = chance.randrange(len(every) - WORDS)
    return every[start : start + WORDS]


@cache
def _texts() -> dict[str, list[str]]:
    """Return the words of all paragraphs, in their order."""
    import jieba

    read = {
        name: " ".join(one["p"] for one in json.loads((DATA / f"xquad_r/{name}.json").read_text()))
        for name in ("zh", "en")
    }
    return {"zh-Hans": jieba.lcut(read["zh"]), "en": read["en"].split()}


def draw_vectors() -> None:
    """Write vectors for everything that has none."""
    from citybricks.network.finding.embedders import embedders, mark
    from citybricks.network.finding.models import Entry, Vector

    chance = np.random.default_rng(3)

    def noise(stored: NDArray[np.float32]) -> NDArray[np.float32]:
        return chance.normal(scale=0.01, size=stored.shape[1]).astype(np.float32)

    waiting = list(Entry.objects.filter(embedded=""))
    known = {
        model.name: np.array(
            [
                np.frombuffer(numbers, np.float16)
                for numbers in Vector.objects.filter(model=model.name)
                .order_by("entry")
                .values_list("numbers", flat=True)
            ],
            np.float32,
        )
        for model in embedders()
    }
    rows = [
        Vector(
            entry=entry,
            document=document["key"],
            model=name,
            revision=entry.revision,
            numbers=(stored[number % len(stored)] + noise(stored)).astype(np.float16).tobytes(),
        )
        for number, entry in enumerate(waiting)
        for document in entry.documents
        for name, stored in known.items()
    ]
    Vector.objects.bulk_create(rows, batch_size=500)
    Entry.objects.filter(embedded="").update(embedded=mark())


if __name__ == "__main__":
    main()
