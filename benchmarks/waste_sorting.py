"""Sorting beside plain classifiers on names of Shanghai's list that were not seen.

The list is in the data folder and in no package. Twice: by what is shipped alone, and fitted on the
city's own list by five-fold cross-validation, so that no name is judged by itself. Names that our
own words happen to hold are shipped knowledge; how many they are is printed.
"""

from __future__ import annotations

import csv
import os
import warnings
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

from benchmarks.figure import Figure
from citybricks.methods.waste.sorting.lexicon import words
from citybricks.methods.waste.sorting.names import plain
from citybricks.methods.waste.sorting.rules import load
from citybricks.methods.waste.sorting.sorting import Sorted, Sorter

DATA = Path(os.environ.get("CITYBRICKS_DATA", Path(__file__).parents[2] / "shared" / "data"))
FILE = DATA / "logistics" / "waste" / "sorting_shanghai" / "items.csv"
FOLDS, SEED = 5, 0
ANSWERED = 0.9
"""Share of names that peers answer, the surest first: the abstention that the bar allows."""


def main() -> None:
    """Print what is measured."""
    if not FILE.is_file():
        raise SystemExit(f"{FILE} is not here; CITYBRICKS_DATA says where the data folder is")
    with FILE.open(encoding="utf-8-sig", newline="") as lines:
        rows = [(row[0], int(row[1])) for row in csv.reader(lines)]
    names, labels = [name for name, _ in rows], np.array([label for _, label in rows])
    parts = folds(len(names))
    best = peers(names, labels, parts)
    listed = np.mean([plain(name) in words() for name in names])
    told("shipped alone", names, labels, *shipped(names), best, note=f"{listed:.1%} are our words")
    told("fitted on its list", names, labels, *fitted(names, labels, parts), best, bar=0.88)


def folds(count: int) -> list[np.ndarray]:
    """Return the places of names, shuffled and dealt into equal parts."""
    return np.array_split(np.random.default_rng(SEED).permutation(count), FOLDS)


def shipped(names: list[str]) -> tuple[list[Sorted], float]:
    """Return where names go by what is shipped alone, and the seconds it took."""
    start = process_time()
    return Sorter(load("shanghai")).sort(names), process_time() - start


def fitted(
    names: list[str], labels: np.ndarray, parts: list[np.ndarray]
) -> tuple[list[Sorted], float]:
    """Return where each name goes by a list that holds the others and not itself."""
    rules = load("shanghai")
    by_number = {one.number: one.id for one in rules.classes}
    found: dict[int, Sorted] = {}
    start = process_time()
    for part in parts:
        held = set(part.tolist())
        known = {
            name: by_number[int(label)]
            for at, (name, label) in enumerate(zip(names, labels, strict=True))
            if at not in held and int(label) in by_number
        }
        answers = Sorter(rules, known).sort([names[at] for at in part])
        found |= dict(zip(part.tolist(), answers, strict=True))
    return [found[at] for at in range(len(names))], process_time() - start


def told(
    label: str,
    names: list[str],
    labels: np.ndarray,
    found: list[Sorted],
    taken: float,
    best: float,
    bar: float | None = None,
    note: str = "",
) -> None:
    """Print exact answers, abstention, hazardous names called wet, and seconds."""
    numbers = {one.id: one.number for one in load("shanghai").classes}
    said = np.array([numbers.get(one.waste_class or "", 0) for one in found])
    answered = said > 0
    # two classes are one number, their sum: saying one of them is not exact
    right = float(np.mean(said[answered] == labels[answered]))
    wet = int(np.sum((labels & 2 > 0) & (labels & 4 == 0) & (said == 4)))
    Figure(
        name=f"{label}: exact of what is answered",
        value=right,
        unit="",
        at_least=bar,
        peer="best of the peers on its surest 90 %",
        peer_value=best,
        note=note,
    ).tell()
    Figure(name=f"{label}: abstained", value=1 - answered.mean(), unit="", at_most=0.1).tell()
    Figure(name=f"{label}: hazardous called wet", value=wet, unit="names", at_most=0).tell()
    Figure(name=f"{label}: exact of all", value=float(np.mean(said == labels)), unit="").tell()
    Figure(name=f"{label}: fitting and {len(names)} names", value=taken, unit="CPU s").tell()


def peers(names: list[str], labels: np.ndarray, parts: list[np.ndarray]) -> float:
    """Print what plain methods reach on the same folds, and return the best on its surest 90 %."""
    best = 0.0
    for name, method in PEERS.items():
        said, sure = np.zeros(len(names), int), np.zeros(len(names))
        start = process_time()
        for part in parts:
            rest = np.setdiff1d(np.arange(len(names)), part)
            here, there = [names[at] for at in rest], [names[at] for at in part]
            said[part], sure[part] = method(here, labels[rest], there)
        taken = process_time() - start
        kept = np.argsort(-sure, kind="stable")[: int(ANSWERED * len(names))]
        surest = float(np.mean(said[kept] == labels[kept]))
        best = max(best, surest)
        wet = int(np.sum((labels[kept] == 2) & (said[kept] == 4)))
        Figure(
            name=f"peer, {name}: exact on its surest 90 %",
            value=surest,
            unit="",
            note=f"all {np.mean(said == labels):.3f}, {wet} hazardous called wet, {taken:.2f} s",
        ).tell()
    return best


def majority(
    _here: list[str], labels: np.ndarray, there: list[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Answer the most frequent class."""
    most = int(np.bincount(labels).argmax())
    return np.full(len(there), most), np.ones(len(there))


def nearest(here: list[str], labels: np.ndarray, there: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Answer the class of the name that looks most like it."""
    from rapidfuzz import fuzz, process

    alike = process.cdist(there, here, scorer=fuzz.ratio)
    return labels[alike.argmax(axis=1)], alike.max(axis=1)


def by_letters(model: Any) -> Any:
    """Return a method that judges runs of one to three letters."""

    def method(
        here: list[str], labels: np.ndarray, there: list[str]
    ) -> tuple[np.ndarray, np.ndarray]:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.pipeline import make_pipeline

        letters = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fitted_ = make_pipeline(letters, model()).fit(here, labels)
            shares = fitted_.predict_proba(there)
        return fitted_.classes_[shares.argmax(axis=1)], shares.max(axis=1)

    return method


def _logistic() -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=20, max_iter=500)


def _bayes() -> Any:
    from sklearn.naive_bayes import MultinomialNB

    return MultinomialNB(alpha=0.1)


PEERS: dict[str, Any] = {
    "most frequent class": majority,
    "nearest name": nearest,
    "naive Bayes of letters": by_letters(_bayes),
    "logistic regression of letters": by_letters(_logistic),
}

if __name__ == "__main__":
    main()
