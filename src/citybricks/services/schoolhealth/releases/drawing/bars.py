"""Bars of a release: a bar for each syndrome, hatched where the count is hidden, not zero."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from citybricks.services.schoolhealth.signals.drawing.paper import (
    Key,
    figure,
    hatching,
    new_id,
    svg,
    word,
)
from citybricks.views import colours
from citybricks.views.markup import tag

WIDTH, LEFT, ROW, NAME, THICK = 360.0, 6.0, 44.0, 14.0, 16.0
_ROOM = WIDTH - LEFT - 60


@dataclass(frozen=True, slots=True)
class Bar:
    """A number, if it is shown, and the interval that the true one is in, if it has noise."""

    name: str
    count: int | None
    low: int | None = None
    high: int | None = None


def drawn(title: str, bars: Sequence[Bar]) -> Markup:
    """Draw bars with their names and numbers, and the same as a table."""
    ids, hatch = (new_id("title"), new_id("note")), new_id("hatch")
    most = max([1, *(each.high or each.count or 0 for each in bars)])
    marks = [piece for at, each in enumerate(bars) for piece in _bar(each, at, most, hatch)]
    lines = hatching(hatch, colours.INK_SOFT)
    if any(each.high is not None for each in bars):
        note = _("The line is the interval that the true number is in, 95 times in 100.")
    elif any(each.count is None for each in bars):
        note = _("Hatched: hidden, because it would tell of few pupils. It is not zero.")
    else:
        note = _("None of these numbers is hidden.")
    picture = svg(
        lines, *marks, height=ROW * len(bars) + 8, width=WIDTH, titled=ids[0], noted=ids[1]
    )
    return figure(title, picture, note, ids=ids, keys=list(_keys(bars, hatch)))


def _bar(bar: Bar, at: int, most: int, hatch: str) -> Iterator[Markup]:
    top = 4 + at * ROW
    y = top + NAME + 4
    base = y + THICK / 2 + 5
    yield word(bar.name, LEFT, top + NAME - 2, fill=colours.INK)
    if bar.count is None:
        yield _box(y, _ROOM / 5, f"url(#{hatch})", stroke=colours.INK_SOFT)
        yield word(_("hidden"), LEFT + _ROOM / 5 + 6, base)
        return
    wide = _ROOM * bar.count / most
    yield _box(y, wide, colours.SERIES[0], fill_opacity=None if bar.high is None else 0.5)
    end = wide
    if bar.low is not None and bar.high is not None:
        left, end = (LEFT + _ROOM * each / most for each in (bar.low, bar.high))
        middle = y + THICK / 2
        line = (
            f"M{left:.1f} {middle:.1f}H{end:.1f}M{left:.1f} {y + 4:.1f}v10M{end:.1f} {y + 4:.1f}v10"
        )
        yield tag("path", d=line, stroke=colours.INK, stroke_width=1.5, fill="none")
        end -= LEFT
    yield word(f"{bar.count:,}", LEFT + max(wide, end) + 6, base, fill=colours.INK)


def _box(y: float, wide: float, fill: str, **more: object) -> Markup:
    return tag(
        "rect",
        x=f"{LEFT:.1f}",
        y=f"{y:.1f}",
        width=f"{max(wide, 1):.1f}",
        height=f"{THICK:g}",
        fill=fill,
        **more,
    )


def _keys(bars: Sequence[Bar], hatch: str) -> Iterator[Key]:
    if any(each.count is None for each in bars):
        mark = tag("rect", width=24, height=14, fill=f"url(#{hatch})", stroke=colours.INK_SOFT)
        yield Key(mark, _("Hidden"))
