"""Job titles to occupations of ESCO: MELO, Portuguese to Portuguese.

Retyk et al. (2024), MELO, Avature/melo-benchmark @014982f, MIT; published mean reciprocal ranks
beside ours. Each name of the corpus is ranked; the first right one counts, ties against it.
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from benchmarks.embedded import DATA
from benchmarks.figure import Figure
from citybricks.methods.matching.occupations import SPELLING, Occupations


def read(name: str) -> list[list[str]]:
    """Return the rows of a table."""
    path = DATA / "melo_pt" / f"{name}.tsv.gz"
    return [line.split("\t") for line in gzip.decompress(path.read_bytes()).decode().splitlines()]


def reciprocal(scores: NDArray[np.floating], right: list[set[int]]) -> float:
    """Return the mean reciprocal rank of the best right name."""
    best = np.array([row[list(some)].max() for row, some in zip(scores, right, strict=True)])
    return float(np.mean(1 / (1 + (scores > best[:, None]).sum(axis=1))))


def main() -> None:
    """Print the figures."""
    if not (DATA / "melo_pt").is_dir():
        sys.stderr.write(f"no melo_pt in {DATA}; set CITYBRICKS_DATA\n")
        return
    names, titles = read("corpus_elements"), read("queries")
    number = {key: place for place, (key, _) in enumerate(names)}
    answers: dict[str, set[int]] = defaultdict(set)
    for title, _, name, _ in read("annotations"):
        answers[title].add(number[name])
    occupations = Occupations([(key, name) for key, name in names])
    meaning, spelling = occupations.scores([title for _, title in titles])
    right = [answers[key] for key, _ in titles]
    ours = reciprocal(meaning + SPELLING * spelling, right)
    note = (
        f"USE alone {reciprocal(meaning, right):.3f}, spelling alone"
        f" {reciprocal(spelling, right):.3f}; published E5 .642, BGE-M3 .588, mE5 .583"
    )
    name = "occupations pt → pt, MRR"
    peer = {"peer": "OpenAI, published", "peer_value": 0.634, "note": note}
    Figure(name=name, value=ours, unit="", at_least=0.6, **peer).tell()


if __name__ == "__main__":
    main()
