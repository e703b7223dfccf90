"""Groups are groups of prime order, and tell their members from strangers."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from citybricks.methods.ballot.groups import NAMES, Group, by_name

GROUPS = [by_name(name) for name in NAMES]
HOLDING = [group for group in GROUPS if group.most_values]


@pytest.fixture(params=GROUPS, ids=NAMES)
def group(request: pytest.FixtureRequest) -> Group:
    return request.param


def test_the_ways_to_a_power_agree(group: Group) -> None:
    base = group.generator_power(7)
    for exponent in (0, 1, 5, group.order - 1, group.order, group.random_exponent()):
        power = group.power(base, exponent)
        assert group.secret_power(base, exponent) == power
        assert group.table(base)(exponent) == power
        assert group.generator_power(7 * exponent) == power
        assert group.multi_power([base], [exponent]) == power


def test_many_powers_at_once_are_their_product(group: Group) -> None:
    exponents = [group.random_exponent() for _ in range(9)]
    bases = [group.generator_power(group.random_exponent()) for _ in exponents]
    powers = [group.power(*pair) for pair in zip(bases, exponents, strict=True)]
    assert group.multi_power(bases, exponents) == group.product(powers)
    assert group.multi_power([], []) == group.identity


def test_division_undoes_multiplication(group: Group) -> None:
    one, other = (group.generator_power(group.random_exponent()) for _ in range(2))
    assert group.divide(group.multiply(one, other), other) == one
    assert group.multiply(one, group.invert(one)) == group.identity


def test_an_element_is_read_as_it_was_written(group: Group) -> None:
    element = group.generator_power(group.random_exponent())
    assert group.read(group.write(element)) == element


@pytest.mark.parametrize(
    "text", ["", "0", "01", "+1", " 1", "1 ", "1.0", "-1", "1e3", "١", "x" * 64]
)
def test_what_is_not_the_one_way_to_write_an_element_is_refused(group: Group, text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the words differ by group
        group.read(text)


def test_numbers_from_the_modulus_on_are_refused() -> None:
    for group in GROUPS[:2]:
        with pytest.raises(ValueError, match="not below the modulus"):
            group.read(str(group.modulus + 1))  # type: ignore[attr-defined]


def test_strangers_are_found_among_members() -> None:
    for group in GROUPS[:2]:
        outside = group.modulus - group.generator  # type: ignore[attr-defined]
        assert not group.is_member(outside)
        assert group.strangers([group.generator, outside, group.identity]) == [1]
    ed25519 = GROUPS[2]
    for torsion in ("00" * 32, "ec" + "ff" * 30 + "7f", "00" * 31 + "80"):
        assert not ed25519.is_member(bytes.fromhex(torsion))


def test_one_element_of_order_two_among_many_is_found() -> None:
    group = GROUPS[0]
    many = [group.generator_power(exponent) for exponent in range(1, 600)]
    assert group.strangers(many) == []
    many[311] = group.modulus - many[311]  # type: ignore[attr-defined]
    assert group.strangers(many) == [311]


def test_generators_of_shuffles_are_members_and_differ(group: Group) -> None:
    first, more = group.generators(3)
    assert group.strangers([first, *more]) == []
    assert len({first, *more, group.generator}) == 5
    assert group.generators(2)[1] == more[:2]


@settings(max_examples=30, deadline=None)
@given(some.sampled_from(HOLDING), some.lists(some.integers(0, 255), max_size=30))
def test_numbers_come_out_of_an_element_as_they_went_in(group: Group, values: list[int]) -> None:
    element = group.embed(values)
    assert group.is_member(element)
    zeros = next((at for at, value in enumerate(values) if value), len(values))
    assert group.extract(element) == values[zeros:]


def test_more_numbers_than_fit_are_refused() -> None:
    for group in HOLDING:
        with pytest.raises(ValueError, match=f"at most {group.most_values}"):
            group.embed([1] * (group.most_values + 1))
    with pytest.raises(ValueError, match="cannot hold rankings"):
        GROUPS[0].embed([1])


def test_a_group_travels_to_another_process_by_its_name(group: Group) -> None:
    assert pickle.loads(pickle.dumps(group)) is group  # noqa: S301 - what was just written


def test_elements_of_ed25519_sort_by_their_bytes_as_the_tallies_of_belenios_do() -> None:
    group = by_name("Ed25519")
    elements = [group.generator_power(exponent) for exponent in range(1, 9)]
    assert sorted(elements, key=group.sort_key) == sorted(elements)


def test_a_group_nobody_knows_is_named() -> None:
    with pytest.raises(LookupError, match="'P-256' is not known; known: BELENIOS-2048"):
        by_name("P-256")
