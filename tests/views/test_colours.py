"""Colours can be told apart, on light paper and on dark, with and without colour vision."""

import itertools
import re

import numpy as np
import pytest

from citybricks.views import colours
from citybricks.views.assets import FOLDER

VARIABLE = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
# Machado, Oliveira and Fernandes 2009, full severity, on linear RGB.
BLINDNESS = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                   [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                     [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                   [0.004733, 0.691367, 0.303900]],
}  # fmt: skip


def themes() -> dict[str, dict[str, str]]:
    """Return the variables of light and of dark paper, as the style sheets give them."""
    css = "".join((FOLDER / name).read_text("utf-8") for name in ("tokens.css", "views.css"))
    both = VARIABLE.findall(css)
    return {
        "light": {name: light for name, light, _ in both},
        "dark": {name: dark for name, _, dark in both},
    }


THEMES = themes()


def lab(colour: str, matrix: list[list[float]] | None = None) -> np.ndarray:
    """Return CIE L*a*b* of ``#rrggbb``, as seen through a kind of colour blindness."""
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    if matrix:
        linear = np.clip(np.array(matrix) @ linear, 0, 1)
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    xyz = np.array(to_xyz) @ linear / [0.9505, 1, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_the_fallbacks_are_the_light_values() -> None:
    single = (colours.RIM, colours.LINE, colours.INK, colours.INK_SOFT, colours.SURFACE,
              colours.ACCENT, colours.NEUTRAL)  # fmt: skip
    every = (*colours.SERIES, *colours.SEQUENTIAL, *colours.DIVERGING, *single)
    for variable in every:
        name, fallback = re.fullmatch(r"var\(--([\w-]+), (#\w+)\)", variable).groups()  # type: ignore[union-attr] # fails if None
        assert THEMES["light"][name] == fallback, name


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read(theme: str) -> None:
    shades = THEMES[theme]
    for ink, paper in itertools.product(
        ("ink", "ink-soft", "accent", "accent-2", "good", "warn", "bad"), ("paper", "surface")
    ):
        assert colours.contrast(shades[ink], shades[paper]) >= 4.5, (ink, paper)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sight", [None, *BLINDNESS])
def test_a_ramp_goes_one_way_in_lightness_for_every_eye(theme: str, sight: str | None) -> None:
    matrix = BLINDNESS[sight] if sight else None
    ramp = [lab(THEMES[theme][f"cb-seq-{n}"], matrix)[0] for n in range(1, 6)]
    steps = np.abs(np.diff(ramp))
    assert len(set(np.sign(np.diff(ramp)))) == 1
    assert steps.min() > 6  # differences of L* that are seen side by side


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sight", [None, *BLINDNESS])
def test_the_ends_of_a_diverging_ramp_differ_for_every_eye(theme: str, sight: str | None) -> None:
    matrix = BLINDNESS[sight] if sight else None
    below, above = (lab(THEMES[theme][f"cb-div-{n}"], matrix) for n in (1, 5))
    assert np.linalg.norm(below - above) > 20


@pytest.mark.parametrize("count", range(1, 6))
def test_fewer_classes_spread_over_the_ramp(count: int) -> None:
    shades = colours.ramp(colours.SEQUENTIAL, count)
    assert len(shades) == len(set(shades)) == count
