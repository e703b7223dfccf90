"""Colours: of the hub where it defines them, otherwise those of its light paper.

Each is a CSS variable with a fallback, so that one drawing serves light, dark and print.
"""

from __future__ import annotations

import re

PAPER = "var(--paper, #faf8f4)"
SURFACE = "var(--surface, #ffffff)"
INK = "var(--ink, #1c2530)"
INK_SOFT = "var(--ink-soft, #55606c)"
LINE = "var(--line, #ddd8cd)"
ACCENT = "var(--accent, #b83a26)"
RIM = "var(--cb-rim, #75808a)"
"""Around points, so that pale ones stand out from the paper."""
CONTEXT = {"area": LINE, "line": "var(--cb-line, #9aa1a6)", "point": INK}
"""Of layers that other layers are seen against, by what their marks are."""
NEUTRAL = "var(--cb-none, #c9c6be)"
"""Of places without a value."""

_SERIES = ("#1f5f6b", "#b83a26", "#d99a2b", "#4f7f3b", "#6b4c8a", "#8a6a4f")
SERIES = tuple(f"var(--series-{n}, {colour})" for n, colour in enumerate(_SERIES, 1))
_SEQUENTIAL = ("#e6d39a", "#a3c293", "#539c8e", "#28707f", "#173c5c")
SEQUENTIAL = tuple(f"var(--cb-seq-{n}, {colour})" for n, colour in enumerate(_SEQUENTIAL, 1))
"""From little to much, by lightness, for readers who see no hue too."""
_DIVERGING = ("#a5301d", "#dd9478", "#e9e3d6", "#74a9ae", "#1f5f6b")
DIVERGING = tuple(f"var(--cb-div-{n}, {colour})" for n, colour in enumerate(_DIVERGING, 1))
"""From below to above zero."""

SDG = (
    "#e5243b", "#dda63a", "#4c9f38", "#c5192d", "#ff3a21", "#26bde2", "#fcc30b", "#a21942",
    "#fd6925", "#dd1367", "#fd9d24", "#bf8b2e", "#3f7e44", "#0a97d9", "#56c02b", "#00689d",
    "#19486a",
)  # fmt: skip
"""Of the 17 goals: United Nations, SDG guidelines for the use of the colour wheel, 2020."""

_VARIABLE = re.compile(r"var\(--[\w-]+, ?([^)]+)\)")


def ramp(colours: tuple[str, ...], count: int) -> list[str]:
    """Return `count` colours spread over a ramp, at most as many as it has."""
    last = len(colours) - 1
    if count == 1:
        return [colours[last - 1]]
    return [colours[round(at * last / (count - 1))] for at in range(min(count, last + 1))]


def settled(svg: str) -> str:
    """Replace the variables by their light values, for programs that know no CSS."""
    return _VARIABLE.sub(r"\1", svg)


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2, 0 to 1)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]  # noqa: PLR2004 - IEC 61966-2-1
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, 1 to 21)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
