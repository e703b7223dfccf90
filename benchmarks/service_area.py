"""Walks to the nearest stop, side by side with networkx: equal distances, CPU seconds of each.

``python -m benchmarks.service_area [SIDE] [HOMES] [STOPS]`` draws a town of SIDE x SIDE junctions
and tells how far distances are apart and what each took; the bar is twice as fast.
"""

import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Hashable
from importlib.util import find_spec
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from benchmarks.figure import Figure
from citybricks.bricks.service_area import walking
from citybricks.methods.routing import streets

Floats = NDArray[np.float64]
Lines = NDArray[np.object_]

REACH = 1_000.0
FASTER = 2


def town(side: int, homes: int, stops: int) -> tuple[Lines, Floats, Floats]:
    """Draw crooked streets of about 100 m between junctions, one in thirty missing."""
    random = np.random.default_rng(1)
    node = np.stack(np.meshgrid(*[np.arange(side) * 100.0] * 2), axis=-1)
    node += random.normal(0, 15, node.shape)
    start = np.concatenate([node[:, :-1].reshape(-1, 2), node[:-1].reshape(-1, 2)])
    end = np.concatenate([node[:, 1:].reshape(-1, 2), node[1:].reshape(-1, 2)])
    kept = random.random(len(start)) < 29 / 30
    start, end = start[kept], end[kept]
    share = np.array([1 / 3, 2 / 3])[:, None]
    middle = start[:, None] * (1 - share) + end[:, None] * share
    middle += random.normal(0, 8, middle.shape)
    lines = shapely.linestrings(np.concatenate([start[:, None], middle, end[:, None]], axis=1))
    width = side * 100.0
    return lines, random.uniform(0, width, (homes, 2)), random.uniform(0, width, (stops, 2))


def brick_walks(lines: Lines, homes: Floats, stops: Floats) -> Floats:
    """Measure with the brick's own modules."""
    network = streets.join(lines)
    at_home, at_stop = (streets.snap(network, at, REACH) for at in (homes, stops))
    return walking.along(network, at_home, at_stop, np.zeros(len(stops), dtype=bool)).low.metres


def networkx_walks(lines: Lines, homes: Floats, stops: Floats) -> Floats:
    """Measure with one `multi_source_dijkstra` over streets split at every home and stop."""
    import networkx as nx  # type: ignore[import-untyped] # a peer, here only

    graph = nx.Graph()

    def connect(a: Hashable, b: Hashable, metres: float) -> None:
        known = graph.get_edge_data(a, b, {"weight": np.inf})["weight"]
        graph.add_edge(a, b, weight=min(metres, known))

    marks: dict[int, list[tuple[float, Hashable]]] = defaultdict(list)
    tree = shapely.STRtree(lines)
    for kind, points in (("home", homes), ("stop", stops)):
        (at, piece), gap = tree.query_nearest(
            shapely.points(points), return_distance=True, all_matches=False
        )
        along = shapely.line_locate_point(lines[piece], shapely.points(points[at]))
        for k, i, metres, s in zip(at, piece, gap, along, strict=True):
            marks[i].append((s, ("foot", kind, k)))
            connect((kind, k), ("foot", kind, k), metres)
    for i, line in enumerate(lines):
        ends = [(0.0, line.coords[0]), (line.length, line.coords[-1])]
        for (s, a), (t, b) in pairwise(sorted(marks[i] + ends, key=lambda mark: mark[0])):
            connect(a, b, t - s)
    far = nx.multi_source_dijkstra_path_length(graph, {("stop", k) for k in range(len(stops))})
    return np.array([far.get(("home", k), np.inf) for k in range(len(homes))])


def timed(walk: Callable[..., Floats], *given: object) -> tuple[Floats, float]:
    """Return what `walk` returns and the CPU seconds it took."""
    start = time.process_time()
    return walk(*given), time.process_time() - start


def main(side: int = 224, homes: int = 100_000, stops: int = 5_000) -> None:
    """Measure both on the same town, print, and check."""
    if not find_spec("networkx"):
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", "networkx"], check=True)
    given = town(side, homes, stops)
    ours, ours_s = timed(brick_walks, *given)
    theirs, theirs_s = timed(networkx_walks, *given)
    both = np.isfinite(ours)
    difference = float(np.abs(ours[both] - theirs[both]).max())
    town_of = f"{len(given[0])} pieces, {homes} homes, {stops} stops"
    Figure(
        name="service area, farthest from networkx's distances",
        value=difference,
        unit="m",
        at_most=1e-6,
        note=town_of,
    ).tell()
    Figure(
        name="service area, homes reached by one and not by the other",
        value=int((both != np.isfinite(theirs)).sum()),
        unit="",
        at_most=0,
    ).tell()
    Figure(
        name="service area, CPU",
        value=ours_s,
        unit="s",
        at_most=theirs_s / FASTER,
        peer="networkx",
        peer_value=theirs_s,
    ).tell()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
