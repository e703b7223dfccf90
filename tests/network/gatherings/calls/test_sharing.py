"""Proposals are shared out to reviewers as evenly as can be."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from citybricks.network.gatherings.calls.domain.sharing import share

REVIEWERS = ("a", "b", "c", "d")
MAY = st.dictionaries(
    st.integers(0, 4), st.lists(st.sampled_from(REVIEWERS), unique=True), max_size=4
)
LOAD = st.dictionaries(st.sampled_from(REVIEWERS), st.integers(0, 4))


def squares(load: dict[str, int], plan: list[tuple[str, ...]]) -> int:
    """Return the sum of squared loads."""
    loads = Counter(load) + Counter(one for chosen in plan for one in chosen)
    return sum(number**2 for number in loads.values())


@settings(max_examples=60, deadline=None)
@given(MAY, LOAD, st.integers(1, 2))
def test_no_plan_is_more_even(may: dict[int, list[str]], load: dict[str, int], each: int) -> None:
    given_to = share(dict.fromkeys(may, each), may, load)
    for proposal, chosen in given_to.items():
        assert chosen <= set(may[proposal])
        assert len(chosen) == min(each, len(may[proposal]))
    plans = product(*(list(combinations(may[one], min(each, len(may[one])))) for one in may))
    best = min(squares(load, list(plan)) for plan in plans)
    assert squares(load, [tuple(chosen) for chosen in given_to.values()]) == best


def test_without_conflicts_loads_differ_by_one_at_most() -> None:
    may = {number: list(REVIEWERS) for number in range(11)}
    loads = Counter(
        one for chosen in share(dict.fromkeys(may, 2), may, {}).values() for one in chosen
    )
    assert max(loads.values()) - min(loads.values()) <= 1
