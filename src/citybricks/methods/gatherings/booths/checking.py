"""Whether places hold, found out from metres and walls alone, without the search or its arrays."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from citybricks.methods.gatherings.booths.halls import SIZES, Bools, Hall
from citybricks.methods.gatherings.booths.problem import Booth, Place
from citybricks.types.planning import Violation

Cell = tuple[int, int]


def check(
    booths: Sequence[Booth],
    halls: Sequence[Hall],
    placed: Mapping[str, Place],
    kept: Mapping[str, Place] | None = None,
) -> Iterator[Violation]:
    """Find the rules that places break.

    Every booth has a place, in a hall of its theme, inside the walls, not on another booth and not
    along a wall; each touches an aisle that is connected with an entrance of the hall; and those
    that were to stay did.
    """
    known = {hall.id: hall for hall in halls}
    for booth in booths:
        if booth.id not in placed:
            yield _broken("unplaced", booth.id, 0, 1, "has no place", "没有位置")
        elif placed[booth.id].hall not in known:
            yield _broken("hall", booth.id, 0, 1, "is in an unknown hall", "所在展馆不存在")
        else:
            yield from _theme(booth, known[placed[booth.id].hall])
    for name, place in (kept or {}).items():
        if placed.get(name) != place:
            yield _broken("moved", name, 1, 0, "was to stay where it was", "应保持原位")
    for hall in halls:
        here = [booth for booth in booths if _in(placed, booth, hall)]
        yield from _standing(hall, here, placed)


def _in(placed: Mapping[str, Place], booth: Booth, hall: Hall) -> bool:
    return booth.id in placed and placed[booth.id].hall == hall.id


def _theme(booth: Booth, hall: Hall) -> Iterator[Violation]:
    if hall.theme and booth.theme and booth.theme != hall.theme:
        en = f"is about {booth.theme}, its hall {hall.id} about {hall.theme}"
        zh = f"主题为{booth.theme}，所在展馆 {hall.id} 的主题为{hall.theme}"
        yield _broken("theme", booth.id, 1, 0, en, zh)


def _standing(
    hall: Hall, booths: Sequence[Booth], placed: Mapping[str, Place]
) -> Iterator[Violation]:
    """Put booths into a hall cell by cell, then walk through it."""
    held: dict[Cell, str] = {}
    free = np.ones((hall.rows, hall.columns), dtype=np.bool_)
    for booth in booths:
        for cell in _cells(booth, placed[booth.id]):
            row, column = cell
            if not (0 <= row < hall.rows and 0 <= column < hall.columns):
                yield _broken("outside", booth.id, 1, 0, "is outside its hall", "超出展馆")
                break
            if row in (0, hall.rows - 1) or column in (0, hall.columns - 1):
                yield _broken("aisle", booth.id, 1, 0, "blocks the aisle at a wall", "占用沿墙通道")
                break
            if cell in held:
                en, zh = f"stands on {held[cell]}", f"与 {held[cell]} 重叠"
                yield _broken("overlap", booth.id, 1, 0, en, zh)
                break
            held[cell] = booth.id
            free[cell] = False
    walked = _walked(hall, free)
    for booth in booths:
        if not any(walked[cell] for cell in _around(booth, placed[booth.id], hall)):
            en, zh = "cannot be reached from an entrance", "无法从入口到达"
            yield _broken("aisle", booth.id, 0, 1, en, zh)


def _cells(booth: Booth, place: Place) -> list[Cell]:
    rows, columns = SIZES[booth.size]
    return [
        (place.row + row, place.column + column) for row in range(rows) for column in range(columns)
    ]


def _around(booth: Booth, place: Place, hall: Hall) -> list[Cell]:
    """Return the cells that touch a booth."""
    return [
        near
        for cell in _cells(booth, place)
        for near in _touching(cell)
        if 0 <= near[0] < hall.rows and 0 <= near[1] < hall.columns
    ]


def _touching(cell: Cell) -> list[Cell]:
    row, column = cell
    return [(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)]


def _walked(hall: Hall, free: Bools) -> Bools:
    """Return the free cells that can be reached from an entrance."""
    walked = np.zeros_like(free)
    queue = deque(door for door in hall.openings(hall.entrances) if free[door])
    for door in queue:
        walked[door] = True
    while queue:
        for near in _touching(queue.popleft()):
            inside = 0 <= near[0] < hall.rows and 0 <= near[1] < hall.columns
            if inside and free[near] and not walked[near]:
                walked[near] = True
                queue.append(near)
    return walked


def _broken(code: str, where: str, value: float, limit: float, en: str, zh: str) -> Violation:
    return Violation(
        code=code, where=where, value=value, limit=limit, en=f"{where} {en}.", zh=f"{where} {zh}。"
    )
