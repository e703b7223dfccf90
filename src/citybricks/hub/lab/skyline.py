"""The picture on the front page: a city of building blocks, one tower for each place on a grid."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache

from django.utils.safestring import SafeString, mark_safe

SIDE = 8
"""Blocks along each side of the city."""
_WIDE, _DEEP, _HIGH = 34.0, 17.0, 19.0
_COLOURS = 6


@cache
def skyline(seed: str = "citybricks") -> SafeString:
    """Return the picture as SVG; its colours are the style sheet's."""
    shapes: list[str] = []
    for row in range(SIDE):
        for column in range(SIDE):
            shapes += _tower(row, column, seed)
    width, height = 2 * SIDE * _WIDE, SIDE * 2 * _DEEP + 6.5 * _HIGH
    box = f"{-width / 2:.0f} {-6.2 * _HIGH:.0f} {width:.0f} {height:.0f}"
    return mark_safe(  # noqa: S308 - made of numbers only
        f'<svg class="skyline" viewBox="{box}" aria-hidden="true" focusable="false">'
        f"{''.join(shapes)}</svg>"
    )


def _tower(row: int, column: int, seed: str) -> Iterator[str]:
    number = hashlib.blake2s(f"{seed}{row},{column}".encode()).digest()
    middle = (SIDE - 1) / 2
    inward = 1 - (abs(row - middle) + abs(column - middle)) / (2 * middle + 1)
    floors = int(number[0] / 256 * 11 * inward**1.5 + 1.2 * inward)
    x, y = (column - row) * _WIDE, (column + row) * _DEEP
    colour = number[1] % _COLOURS + 1 if number[2] % 3 else 0
    yield _ground(x, y)
    for floor in range(floors):
        yield _block(x, y - floor * _HIGH, colour, floor)
    if floors:
        yield _studs(x, y - floors * _HIGH, colour)


def _points(*pairs: tuple[float, float]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in pairs)


def _ground(x: float, y: float) -> str:
    corners = _points((x, y - _DEEP), (x + _WIDE, y), (x, y + _DEEP), (x - _WIDE, y))
    return f'<polygon class="plot" points="{corners}"/>'


def _block(x: float, y: float, colour: int, floor: int) -> str:
    high = _HIGH - 1.2
    left = _points((x - _WIDE, y), (x, y + _DEEP), (x, y + _DEEP - high), (x - _WIDE, y - high))
    right = _points((x + _WIDE, y), (x, y + _DEEP), (x, y + _DEEP - high), (x + _WIDE, y - high))
    top_y = y - high
    top = _points((x, top_y - _DEEP), (x + _WIDE, top_y), (x, top_y + _DEEP), (x - _WIDE, top_y))
    name = f"b{colour}"
    return (
        f'<g class="{name} floor" data-floor="{floor}"><polygon class="left" points="{left}"/>'
        f'<polygon class="right" points="{right}"/><polygon class="top" points="{top}"/></g>'
    )


def _studs(x: float, y: float, colour: int) -> str:
    drawn = []
    for across, along in ((-0.5, 0), (0, -0.5), (0.5, 0), (0, 0.5)):
        at_x, at_y = x + across * _WIDE, y + along * _DEEP
        drawn.append(
            f'<ellipse class="left" cx="{at_x:.1f}" cy="{at_y + 1.5:.1f}" rx="7" ry="3.5"/>'
            f'<ellipse class="top" cx="{at_x:.1f}" cy="{at_y - 1.5:.1f}" rx="7" ry="3.5"/>'
        )
    return f'<g class="b{colour} stud">{"".join(drawn)}</g>'
