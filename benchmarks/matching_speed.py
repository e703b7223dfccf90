"""How long search, matching and indexing take, in CPU time of one core.

Ten thousand items in three languages, of sentences put together by chance, with vectors by
chance: what is measured does not depend on what they say. Indexing reads 1 000 of them with the
models.
"""

from __future__ import annotations

import json
import sys
from time import process_time

import numpy as np

from benchmarks.embedded import DATA
from benchmarks.figure import Figure, seconds
from citybricks.methods.matching.documents import Document, Facets, Item
from citybricks.methods.matching.embedding import packaged
from citybricks.methods.matching.matching import match
from citybricks.methods.matching.pool import Pool, Vectors, vectors_of
from citybricks.methods.matching.prose import plain, sentences
from citybricks.methods.matching.searching import search

ITEMS = 10_000
INDEXED = 1_000
WORDS = {"title": 8, "summary": 40, "body": 152}
HAN_PER_WORD = 1.7
"""Chinese characters that say as much as an English word."""
ASKED = "How can a city make the work of its container port automatic and clean?"


def text(sayings: list[str], words: int, language: str, chance: np.random.Generator) -> str:
    """Return so many words of sentences, in Chinese what says about as much."""
    said = ""
    while (len(said) / HAN_PER_WORD if language == "zh" else said.count(" ")) < words:
        said = f"{said} {chance.choice(sayings)}".strip()
    if language == "zh":
        return said[: round(words * HAN_PER_WORD)]
    return " ".join(said.split()[:words])


def made(chance: np.random.Generator) -> list[Item]:
    """Return the items."""
    sayings = {}
    for language in ("en", "zh", "ru"):
        rows = json.loads((DATA / "xquad_r" / f"{language}.json").read_text("utf-8"))
        sayings[language] = [one for row in rows for one in sentences(plain(row["p"]))]
    items = []
    for number in range(ITEMS):
        language = ("en", "zh", "ru")[number % 3]
        parts = {
            name: text(sayings[language], words, language, chance) for name, words in WORDS.items()
        }
        document = Document(key=f"d{number}", language=language, **parts)
        facets = Facets(
            types=frozenset({"technology"}),
            targets=frozenset({f"{number % 17 + 1}.1", f"{number % 13 + 1}.2"}),
            fields=frozenset({f"field {number % 9}"}),
            countries=frozenset({"CN"}),
            trl=(3, 6),
            partnerships=frozenset({"pilot"}),
            languages=frozenset({"zh", "en"}),
        )
        kind = "offer" if number % 2 else "need"
        owner = f"member {number % 300}"
        items.append(
            Item(key=f"i{number}", kind=kind, owner=owner, documents=(document,), facets=facets)
        )
    return items


def main() -> None:
    """Print the figures."""
    if not (DATA / "xquad_r").is_dir():
        sys.stderr.write(f"no texts in {DATA}/xquad_r; set CITYBRICKS_DATA\n")
        return
    chance = np.random.default_rng(4)
    items = made(chance)
    for model in packaged():
        model.queries(["a"])
    documents = [document for item in items for document in item.documents]
    start = process_time()
    vectors_of(documents[:INDEXED])
    indexed = process_time() - start
    vectors: dict[str, Vectors] = {
        document.key: {
            model.name: chance.standard_normal(model.size).astype(np.float16) / 20
            for model in packaged()
        }
        for document in documents
    }
    search("港口", Pool.of(items[:9], vectors))  # dictionaries are read once
    start = process_time()
    pool = Pool.of(items, vectors)
    search(ASKED, pool)
    opened = process_time() - start
    told = {"unit": "ms", "at_most": 150.0}
    for name, work in (
        ("search among 10 000, ten found", lambda: search(ASKED, pool, 10)),
        ("search for 港口 among 10 000", lambda: search("港口", pool, 10)),
        ("match of a stored need with reasons, 10 000", lambda: match(items[0], pool, 10)),
        ("match of a need just typed with reasons", lambda: match(asking(), pool, 10)),
    ):
        Figure(name=name, value=seconds(work) * 1000, **told).tell()
    Figure(
        name="indexing 1 000 items of 200 words, 40 of them summary",
        value=indexed,
        unit="s",
        at_most=90,
    ).tell()
    Figure(name="opening a pool of 10 000, once", value=opened, unit="s").tell()
    start = process_time()
    search(ASKED, pool.with_items(items[:1], vectors))
    added = process_time() - start
    Figure(name="first search after an item has changed", value=added, unit="s").tell()


def asking() -> Item:
    """Return a need that the pool does not have."""
    document = Document(key="new", language="en", title=ASKED)
    return Item(key="new", kind="need", owner="new", documents=(document,))


if __name__ == "__main__":
    main()
