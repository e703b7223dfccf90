"""A calm skyline of building blocks, of a member without a picture: drawn from what is known of it.

The wider a city, the more towers; a tower has the colour of a field the member works in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from math import log10

from django.utils.safestring import SafeString, mark_safe

from citybricks.network.vocabulary import FIELDS

WIDTH, HEIGHT = 640, 200
_BRICK = 13
"""Height of a block, in pixels."""
_COLOURS = 6


def horizon(seed: str, fields: Sequence[str], population: int | None, *, low: bool) -> SafeString:
    """Return the picture as SVG; its colours are the style sheet's.

    Parameters
    ----------
    seed
        What the heights are drawn from.
    fields
        Keys of focus fields.
    population
        Residents, where known.
    low
        Whether it is an institution, whose houses are lower than a city's.
    """
    towers = 6 + max(0, round(2 * log10(max(population or 1, 1)) - 8))
    known = FIELDS.keys()
    colours = [known.index(key) % _COLOURS + 1 for key in fields if key in known] or [0]
    shapes = [_far(seed), *_front(seed, min(towers, 14), colours, 0.55 if low else 1.0)]
    return mark_safe(  # noqa: S308 - made of numbers only
        f'<svg class="horizon" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="xMidYMax slice"'
        f' aria-hidden="true" focusable="false">{"".join(shapes)}</svg>'
    )


def _numbers(seed: str, at: int) -> bytes:
    return hashlib.blake2s(f"{seed}/{at}".encode(), digest_size=8).digest()


def _far(seed: str) -> str:
    """Draw the far houses as one shape."""
    steps, x = [], 0
    for at in range(40):
        number = _numbers(f"{seed}far", at)
        steps.append(f"H{x}V{HEIGHT - 24 - number[0] % 74}")
        x += 12 + number[1] % 18
        if x > WIDTH:
            break
    return f'<path class="far" d="M0 {HEIGHT}{"".join(steps)}H{WIDTH}V{HEIGHT}z"/>'


def _front(seed: str, towers: int, colours: Sequence[int], high: float) -> Iterator[str]:
    step = WIDTH / (towers + 1)
    middle = (0.25 + _numbers(seed, -1)[0] / 512) * towers
    for at in range(towers):
        number = _numbers(seed, at)
        nearness = max(0.0, 1 - abs(at - middle) / towers * 1.5)
        floors = 2 + round(high * (number[0] / 255 * 5 + nearness * 6))
        wide = round(step * (0.62 + number[1] / 1000))
        left = round(step * (at + 0.5) + number[2] / 255 * (step - wide))
        colour = colours[at % len(colours)] if number[3] % 4 else 0
        yield _tower(left, wide, floors, colour)


def _tower(left: int, wide: int, floors: int, colour: int) -> str:
    top, right = HEIGHT - floors * _BRICK, left + wide
    shade = round(wide * 0.32)
    count = max(2, wide // 16)
    gap = wide / count
    studs = "".join(
        f"M{left + gap * (n + 0.25):.0f} {top}v-5h{gap / 2:.0f}v5z" for n in range(count)
    )
    joints = "".join(f"M{left} {HEIGHT - n * _BRICK}h{wide}" for n in range(1, floors))
    face = f"{studs}M{left} {top}h{wide}V{HEIGHT}h-{wide}z"
    return (
        f'<g class="b{colour}"><path class="face" d="{face}"/>'
        f'<path class="side" d="M{right} {top}h-{shade}V{HEIGHT}h{shade}z"/>'
        f'<path class="joint" d="{joints}"/></g>'
    )
