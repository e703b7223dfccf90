"""The paper of a map: its scale bar, north, and the labels of places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from citybricks.views import colours
from citybricks.views.maps.ground import WIDTH, Array, Ground
from citybricks.views.markup import join, tag
from citybricks.views.numbers import number
from citybricks.views.reader import Reader

FONTS = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
SVG = "http://www.w3.org/2000/svg"
_SIZE = 13
_LABELS = 60
"""Labels a map holds without being covered by them."""


def paper(
    ground: Ground,
    marks: Iterable[Markup],
    reader: Reader,
    *,
    below: tuple[Markup, float] | None = None,
    **attributes: object,
) -> Markup:
    """Put marks on paper, with a scale bar and north.

    Parameters
    ----------
    ground
        Where the marks are.
    marks
        The layers, lowest first.
    reader
        For whom.
    below
        Something to put under the map, and its height in pixels.
    attributes
        Of the ``svg`` element.
    """
    legend, more = below or (None, 0)
    clip = tag("svg", *marks, width=WIDTH, height=f"{ground.height:g}")
    return tag(
        "svg",
        tag("rect", width=WIDTH, height=ground.height + more, fill=colours.SURFACE),
        clip,
        _bar(ground),
        _north(ground, reader),
        legend,
        viewBox=f"0 0 {WIDTH} {ground.height + more:g}",
        xmlns=SVG,
        font_family=FONTS,
        font_size=_SIZE,
        **attributes,
    )


def _bar(ground: Ground) -> Markup:
    metres, length = ground.bar()
    far = metres >= 1000  # noqa: PLR2004 - metres in a kilometre
    said = f"{number(metres / 1000 if far else metres)} {'km' if far else 'm'}"
    y = ground.height - 16
    line = tag("path", d=f"M16 {y - 5:g}v5h{length:.1f}v-5", fill="none", stroke=colours.INK_SOFT)
    return join((line, text(said, 24 + length, y + 1)))


def _north(ground: Ground, reader: Reader) -> Markup:
    x, y = WIDTH - 24, ground.height - 33
    arrow = tag("path", d=f"M{x} {y:g}l5.5 18-5.5-4-5.5 4z", fill=colours.INK_SOFT)
    return join((arrow, text(reader("N"), x - 10, y + 18, text_anchor="end")))


def text(said: str, x: float, y: float, **attributes: object) -> Markup:
    """Write something on the paper, legible over whatever is below."""
    return tag(
        "text",
        said,
        x=f"{x:.1f}",
        y=f"{y:.1f}",
        fill=colours.INK,
        stroke=colours.SURFACE,
        stroke_width=3,
        stroke_linejoin="round",
        paint_order="stroke",
        **attributes,
    )


def labels(xy: Array, texts: Sequence[str]) -> Markup:
    """Write labels from points on, leaving out those that would cover another."""
    return join(text(said, x, y + _SIZE / 3) for said, x, y in _free(xy, texts))


def wide(said: str) -> float:
    """Estimate the pixels a text takes."""
    return sum(_SIZE if ord(character) > 0x2E80 else 0.56 * _SIZE for character in said)  # noqa: PLR2004 - first of CJK


def _free(xy: Array, texts: Sequence[str]) -> Iterator[tuple[str, float, float]]:
    taken: list[tuple[float, float, float]] = []
    for (x, y), said in zip(xy.tolist(), texts, strict=True):
        end = x + wide(said)
        covered = any(x < b and end > a and abs(y - at) < 1.2 * _SIZE for a, b, at in taken)
        if covered or end > WIDTH or not said:
            continue
        taken.append((x, end, y))
        yield said, x, y
        if len(taken) == _LABELS:
            return
