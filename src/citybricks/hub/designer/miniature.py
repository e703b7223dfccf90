"""A small drawing of a blueprint: its steps as bricks, joined by wires."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from citybricks.hub.designer.domain.layout import columns
from citybricks.hub.designer.domain.parts import brick_named
from citybricks.kernel.document import Document, FromStep

WIDE, HIGH, ACROSS, DOWN = 46, 22, 72, 34
"""Size of a brick, and from one to the next."""
_MOST = (6, 4)
"""Columns and rows that are drawn."""


def miniature(document: Document) -> SafeString:
    """Draw a document; empty when it has no steps."""
    places: dict[str, tuple[int, int]] = {}
    drawn = [column[: _MOST[1]] for column in columns(document)[: _MOST[0]]]
    tall = max(map(len, drawn), default=0)
    for at, column in enumerate(drawn):
        top = (tall - len(column)) * DOWN // 2
        for row, name in enumerate(column):
            places[name] = (4 + at * ACROSS, 4 + top + row * DOWN)
    width = 8 + max(len(drawn) - 1, 0) * ACROSS + WIDE
    height = 8 + max(tall - 1, 0) * DOWN + HIGH
    return format_html(
        '<svg class="miniature" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true"'
        ' focusable="false">{}{}</svg>',
        width, height, width, height, _wires(document, places), _bricks(document, places),
    )  # fmt: skip


def _wires(document: Document, places: dict[str, tuple[int, int]]) -> SafeString:
    joined = {
        (source.step, name)
        for name, said in document.steps.items()
        for source in said.inputs.values()
        if isinstance(source, FromStep) and source.step in places and name in places
    }
    paths = []
    for start, end in sorted(joined):
        x, y = places[start][0] + WIDE, places[start][1] + HIGH // 2
        to, down = places[end][0], places[end][1] + HIGH // 2
        paths.append((f"M{x} {y}C{x + 16} {y} {to - 16} {down} {to} {down}",))
    return format_html_join("", '<path d="{}"/>', paths)


def _bricks(document: Document, places: dict[str, tuple[int, int]]) -> SafeString:
    shapes = []
    for name, (x, y) in places.items():
        brick = brick_named(document.steps[name].brick)
        theme = brick.theme if brick else ""
        shapes.append((theme, x, y, WIDE, HIGH, x, y, WIDE))
    return format_html_join(
        "",
        '<g class="theme-{}"><rect x="{}" y="{}" width="{}" height="{}" rx="3"/>'
        '<rect class="bar" x="{}" y="{}" width="{}" height="5" rx="2"/></g>',
        shapes,
    )
