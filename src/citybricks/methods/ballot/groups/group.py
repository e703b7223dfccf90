"""What a group of prime order does, and which groups there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Protocol

Element = Any
"""A member of a group; opaque: `gmpy2.mpz` in a finite field, 32 bytes on Ed25519."""


class Group(Protocol):
    """A group of prime order, written multiplicatively.

    Exponents are integers of any size; they count modulo the order.
    """

    name: str
    order: int
    generator: Element
    identity: Element
    most_values: int
    """How many numbers from 0 to 255 `embed` takes."""

    def write(self, element: Element) -> str:
        """Return an element as it stands in JSON and in hashes."""

    def read(self, text: str) -> Element:
        """Return a written element; whether it is a member is not looked at.

        Raises
        ------
        ValueError
            When the text is not the one way to write an element.
        """

    def is_member(self, element: Element) -> bool:
        """Say whether an element is in the subgroup of prime order."""

    def strangers(self, elements: Sequence[Element]) -> list[int]:
        """Return the indexes of elements outside the subgroup; wrong with less than 2^-128."""

    def multiply(self, one: Element, other: Element) -> Element:
        """Return the product of two elements."""

    def divide(self, one: Element, other: Element) -> Element:
        """Return one element over another."""

    def invert(self, element: Element) -> Element:
        """Return the inverse."""

    def product(self, elements: Sequence[Element]) -> Element:
        """Return the product of all elements."""

    def power(self, element: Element, exponent: int) -> Element:
        """Return a power with a public exponent; its time depends on it."""

    def secret_power(self, element: Element, exponent: int) -> Element:
        """Return a power with a secret exponent, in constant time."""

    def generator_power(self, exponent: int) -> Element:
        """Return a power of the generator, from a table."""

    def table(self, base: Element) -> Callable[[int], Element]:
        """Return the powers of a base that is used often; kept for the life of the process."""

    def multi_power(self, bases: Sequence[Element], exponents: Sequence[int]) -> Element:
        """Return the product of powers with public exponents, faster than one by one."""

    def sort_key(self, element: Element) -> int:
        """Return by what the protocol sorts elements."""

    def generators(self, count: int) -> tuple[Element, list[Element]]:
        """Return independent generators of a shuffle: the one before all, and `count` more."""

    def embed(self, values: Sequence[int]) -> Element:
        """Return an element from which `extract` gets the numbers back.

        Raises
        ------
        ValueError
            When there are more than `most_values`, or one is not from 0 to 255.
        """

    def extract(self, element: Element) -> list[int]:
        """Return the numbers in an element.

        Raises
        ------
        ValueError
            When there are none in it.
        """

    def random_exponent(self) -> int:
        """Return a secret exponent, uniform in [0, order)."""


NAMES = ("BELENIOS-2048", "RFC-3526-2048", "Ed25519")
"""The groups an election may be held in."""


@cache
def by_name(name: str) -> Group:
    """Return a group by its name; it keeps its tables, so there is one of each.

    Raises
    ------
    LookupError
        When no group has the name.
    """
    if name == "Ed25519":
        from citybricks.methods.ballot.groups.ed25519 import Ed25519

        return Ed25519()
    if name in NAMES:
        from citybricks.methods.ballot.groups.finite_field import BELENIOS_2048, RFC_3526_2048

        return BELENIOS_2048 if name == "BELENIOS-2048" else RFC_3526_2048
    raise LookupError(f"group {name!r} is not known; known: {', '.join(NAMES)}")
