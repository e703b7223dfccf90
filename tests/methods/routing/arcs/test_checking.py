"""Every rule that trips break is named."""

import pytest

from citybricks.methods.routing.arcs.checking import check, cost
from citybricks.methods.routing.arcs.errors import ArcsError
from citybricks.methods.routing.arcs.instance import Instance, Job, Link, Service

ROAD = (Link(0, 1, 5), Link(1, 2, 5), Link(2, 0, 5, one_way=True))
TOWN = Instance(3, ROAD, (Job(0, 4), Job(1, 4), Job(2, 4)), 8, vehicles=2)
GOOD = ((Service(0), Service(1)), (Service(2),))


def test_a_plan_that_keeps_the_rules_has_no_violation() -> None:
    assert check(TOWN, GOOD) == []
    assert cost(TOWN, GOOD) == 15 + 15


@pytest.mark.parametrize(
    ("trips", "codes"),
    [
        (((Service(0), Service(1)),), {"served_once"}),
        (((Service(0), Service(1)), (Service(2), Service(0))), {"served_once"}),
        (((Service(0), Service(1), Service(2)),), {"capacity"}),
        (((Service(0),), (Service(1),), (Service(2),)), {"vehicles"}),
        (((Service(0), Service(1)), (Service(2, forward=False),)), {"direction", "way"}),
    ],
)
def test_a_broken_rule_is_named(trips: tuple[tuple[Service, ...], ...], codes: set[str]) -> None:
    found = check(TOWN, trips)
    assert {broken.code for broken in found} == codes
    assert all(broken.en and broken.zh for broken in found)


def test_the_checker_knows_no_solver() -> None:
    import subprocess
    import sys

    code = (
        "import sys; import citybricks.methods.routing.arcs.checking;"
        "sys.exit(any(m in sys.modules for m in ('numba', 'scipy', 'pyvrp')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"capacity": 0}, "capacity"),
        ({"vehicles": 0}, "vehicles"),
        ({"depot": 3}, "depot"),
        ({"tips": (0, -1)}, "tips[1]"),
        ({"tip_cost": -1}, "tip_cost"),
        ({"u_turn": -1}, "u_turn"),
        ({"turns": {(0, 1): -2}}, "turns[0, 1]"),
        ({"links": (Link(0, 7, 5),)}, "links[0].head"),
        ({"links": (Link(0, 1, -5),)}, "links[0].cost"),
        ({"jobs": (Job(3, 1),)}, "jobs[0].link"),
        ({"jobs": (Job(0, 0),)}, "jobs[0].demand"),
        ({"jobs": (Job(0, 9),)}, "jobs[0].demand"),
        ({"jobs": (Job(0, 1, cost=-1),)}, "jobs[0].cost"),
        ({"jobs": (Job(0, 1, forward=False, backward=False),)}, "jobs[0]"),
        ({"jobs": (Job(2, 1, forward=False),)}, "jobs[0]"),
    ],
)
def test_streets_that_cannot_be_are_refused_by_name(change: dict[str, object], field: str) -> None:
    stated = {"nodes": 3, "links": ROAD, "jobs": (Job(0, 4),), "capacity": 8} | change
    with pytest.raises(ArcsError) as caught:
        Instance(**stated)  # type: ignore[arg-type]
    assert caught.value.where == field
    assert caught.value.zh != caught.value.en
