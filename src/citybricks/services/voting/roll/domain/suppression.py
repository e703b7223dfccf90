"""Suppress small counts of a table, so that sums do not give them back.

References
----------
.. [1] A. Hundepool et al., "Statistical Disclosure Control", Wiley 2012, chapter 5: primary and
   secondary suppression. doi:10.1002/9781118348239
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

LEAST = 10
"""Counts below are not shown."""


def suppressed(table: Sequence[Sequence[int]], least: int = LEAST) -> list[list[int | None]]:
    """Return a table of counts with its sums, without the counts that are too small.

    The last column of what is returned are sums of rows. The sums of columns are public, so they
    are not hidden, and are the last row. Where a line would have a single gap, which its sum fills,
    the smallest count beside it is left out too.

    Parameters
    ----------
    table
        Counts by group (rows) and by what they did (columns); without sums.
    least
        The smallest count that is shown.

    Returns
    -------
    list of list of int or None
        None where a count is left out.
    """
    rows = [[*row, sum(row)] for row in table]
    gone = {(y, x) for y, row in enumerate(rows) for x, count in enumerate(row) if count < least}
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    lines = [[(y, x) for x in range(len(rows[0]))] for y in range(len(rows))]
    lines += [[(y, x) for y in range(len(rows))] for x in range(len(rows[0]))]
    while found := _given_away(lines, gone, len(table)):
        gone.add(min(found, key=lambda place: rows[place[0]][place[1]]))
    return [
        [None if (y, x) in gone else count for x, count in enumerate(row)]
        for y, row in enumerate(rows)
    ]


def _given_away(
    lines: Iterable[list[tuple[int, int]]], gone: set[tuple[int, int]], sums: int
) -> list[tuple[int, int]]:
    """Return what can be left out beside a single gap; nothing when no line has one."""
    for line in lines:
        shown = [place for place in line if place not in gone]
        if len(shown) == len(line) - 1:
            return [place for place in shown if place[0] != sums]
    return []
