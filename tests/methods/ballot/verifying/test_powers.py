"""Shortcuts of the verifier give what the long way gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from citybricks.methods.ballot.groups import NAMES, by_name
from citybricks.methods.ballot.groups.finite_field import BELENIOS_2048
from citybricks.methods.ballot.verifying.powers import powers

MANY = 300
"""Elements that are looked at together."""


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=20, deadline=None)
@given(exponents=some.lists(some.integers(0, 1 << 256), max_size=6))
def test_powers_of_one_base_are_what_each_alone_is(name: str, exponents: list[int]) -> None:
    group = by_name(name)
    base = group.generator_power(97)
    assert powers(group, base, exponents) == [group.power(base, one) for one in exponents]


def test_members_are_no_strangers_however_many() -> None:
    members = [BELENIOS_2048.generator_power(at) for at in range(1, MANY)]
    assert BELENIOS_2048.strangers(members) == []


@pytest.mark.parametrize("order", [2, 3, 6])
def test_one_element_of_small_order_among_many_is_found_every_time(order: int) -> None:
    """The cofactor has the factors 2 and 3: one random product would miss them often."""
    modulus = int(BELENIOS_2048.modulus)
    powered = (pow(base, (modulus - 1) // order, modulus) for base in range(2, 100))
    small = next(
        one for one in powered if all(pow(one, less, modulus) != 1 for less in range(1, order))
    )
    assert pow(small, order, modulus) == 1
    members = [BELENIOS_2048.generator_power(at) for at in range(1, MANY)]
    for place in (0, MANY // 2, MANY - 2):
        bent = list(members)
        bent[place] = bent[place] * small % modulus
        assert BELENIOS_2048.strangers(bent) == [place]


def test_two_strangers_do_not_hide_each_other() -> None:
    modulus = BELENIOS_2048.modulus
    bent = [BELENIOS_2048.generator_power(at) for at in range(1, MANY)]
    for place in (3, 4):
        bent[place] = modulus - bent[place]
    assert BELENIOS_2048.strangers(bent) == [3, 4]
