"""Noise of private totals beside its theory: its shape by chi-square, its error by hundredths.

The noise is truly random and cannot be drawn again; a p value below .01 comes once in a hundred
times without meaning anything.
"""

from __future__ import annotations

import numpy as np
from scipy import stats

from benchmarks.figure import Figure, seconds
from citybricks.methods.privacy.noise import EPSILON, WEEKS, deviation, noisy_totals

DRAWS = 100_000
EDGE = 60
"""Farther values are counted together."""


def main() -> None:
    """Draw and tell."""
    counts = np.full(DRAWS, 1000)
    found = noisy_totals(counts, EPSILON, WEEKS)
    noise, ratio = found.values - counts, np.exp(-1 / found.scale)
    each = (1 - ratio) / (1 + ratio) * ratio ** np.abs(np.arange(-EDGE, EDGE + 1))
    beyond = ratio ** (EDGE + 1) / (1 + ratio)
    bins = np.clip(noise, -EDGE - 1, EDGE + 1) + EDGE + 1
    seen = np.bincount(bins, minlength=2 * EDGE + 3)
    test = stats.chisquare(seen, DRAWS * np.r_[beyond, each, beyond])
    Figure(
        name="private totals: chi-square of the noise, p", value=test.pvalue, unit="", at_least=0.01
    ).tell()
    Figure(
        name="private totals: error of released totals over that of theory, apart",
        value=100 * abs(np.sqrt(np.mean(noise**2.0)) / deviation(found.scale) - 1),
        unit="%",
        at_most=5,
        note=f"scale {found.scale:g}, standard deviation {deviation(found.scale):.2f}",
    ).tell()
    covered = np.mean(np.abs(noise) <= found.margin(0.95))
    Figure(
        name="private totals: true counts within the interval of 95 %",
        value=100 * covered,
        unit="%",
        at_least=94.5,
    ).tell()
    Figure(
        name="private totals: 1,000 draws",
        value=seconds(lambda: noisy_totals(counts[:1000])),
        unit="CPU s",
    ).tell()


if __name__ == "__main__":
    main()
