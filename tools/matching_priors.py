"""Make ``src/citybricks/methods/matching/priors.npz``: what vectors of a language have in common.

``python -m tools.matching_priors FOLDER [LASER]``: FOLDER holds ``cmn-eng.tsv`` and the like,
LASER ``tatoeba.fra-eng.fra`` and the like for more languages [1]_. The mean of the vectors of
sentences is kept for queries, that of six sentences in a row for passages; no text is kept.

References
----------
.. [1] Artetxe, Schwenk (2019), doi:10.1162/tacl_a_00288; facebookresearch/LASER,
   ``data/tatoeba/v1`` @74bc6ae; sentences of tatoeba.org, CC BY 2.0 FR.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from citybricks.methods.matching.embedding import packaged

OUT = Path(__file__).parents[1] / "src/citybricks/methods/matching/priors.npz"
PAIRED = {"zh": "cmn", "pt": "por", "ru": "rus", "ja": "jpn"}
ALONE = {"es": "spa", "fr": "fra", "de": "deu", "it": "ita", "ko": "kor", "ar": "ara"}
MOST = 480
IN_A_ROW = 6


def read(folder: Path, laser: Path | None) -> dict[str, list[str]]:
    """Return sentences by primary language; English is that of all pairs."""
    texts: dict[str, list[str]] = {"en": []}
    for language, code in PAIRED.items():
        lines = (folder / f"{code}-eng.tsv").read_text("utf-8").splitlines()
        pairs = [line.split("\t")[:2] for line in lines if "\t" in line]
        texts[language] = [pair[0] for pair in pairs][:MOST]
        texts["en"] += [pair[1] for pair in pairs][: MOST // len(PAIRED)]
    for language, code in ALONE.items() if laser else ():
        path = laser / f"tatoeba.{code}-eng.{code}"
        texts[language] = path.read_text("utf-8").splitlines()[:MOST]
    return texts


def main(arguments: list[str]) -> None:
    """Embed and write the means, in half precision."""
    folder, laser = Path(arguments[0]), Path(arguments[1]) if arguments[1:] else None
    means: dict[str, np.ndarray] = {}
    for language, texts in read(folder, laser).items():
        rows = [" ".join(texts[n : n + IN_A_ROW]) for n in range(0, len(texts), IN_A_ROW)]
        for model in packaged():
            query, passage = model.queries(texts), model.passages(rows)
            means[f"{model.name}|query|{language}"] = query.mean(axis=0).astype(np.float16)
            means[f"{model.name}|passage|{language}"] = passage.mean(axis=0).astype(np.float16)
        sys.stdout.write(f"{language}: {len(texts)} sentences\n")
        sys.stdout.flush()
    np.savez_compressed(OUT, **means)


if __name__ == "__main__":
    main(sys.argv[1:])
