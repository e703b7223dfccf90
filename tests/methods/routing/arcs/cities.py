"""Small towns whose streets are to be served."""

from hypothesis import strategies as st

from citybricks.methods.routing.arcs.instance import Instance, Job, Link, Service, Trip
from citybricks.methods.routing.arcs.legs import directions


@st.composite
def towns(draw: st.DrawFn, most_jobs: int = 5, *, plain: bool = False) -> Instance:
    """Draw a ring of streets with chords, some one-way, and jobs on some of them."""
    nodes = draw(st.integers(3, 6))
    costs = st.integers(0, 9)
    links = [Link(n, (n + 1) % nodes, draw(costs)) for n in range(nodes)]
    ends = st.integers(0, nodes - 1)
    for _ in range(draw(st.integers(0, 3))):
        one_way = draw(st.booleans())
        links.append(Link(draw(ends), draw(ends), draw(costs), one_way=one_way))
    chosen = draw(st.lists(st.integers(0, len(links) - 1), min_size=1, max_size=most_jobs))
    jobs = tuple(
        Job(
            link,
            draw(st.integers(1, 5)),
            cost=draw(st.none() | st.integers(0, 12)),
            backward=draw(st.booleans()),
        )
        for link in chosen
    )
    turns = {} if plain else draw(st.dictionaries(st.tuples(*[st.integers(0, 9)] * 2), costs))
    return Instance(
        nodes=nodes,
        links=tuple(links),
        jobs=jobs,
        capacity=draw(st.integers(5, 12)),
        depot=draw(ends),
        tips=() if plain else tuple(draw(st.lists(ends, max_size=2))),
        tip_cost=draw(st.integers(0, 3)),
        u_turn=0 if plain else draw(st.integers(0, 5)),
        turns=turns,
    )


def some_trips(instance: Instance, order: list[int], ways: list[bool]) -> tuple[Trip, ...]:
    """Serve jobs in an order; the next trip begins when the load would be too much."""
    trips: list[list[Service]] = [[]]
    load = 0
    for job, way in zip(order, ways, strict=False):
        demand = instance.jobs[job].demand
        if load + demand > instance.capacity:
            trips.append([])
            load = 0
        load += demand
        trips[-1].append(directions(instance, job)[way])
    return tuple(map(tuple, trips))
