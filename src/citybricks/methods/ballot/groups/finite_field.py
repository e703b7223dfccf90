"""Prime-order subgroups of the numbers modulo a prime, with 2048 bits.

Secret exponents go through `gmpy2.powmod_sec`, whose time depends on sizes only, or through a
table of fixed windows that reads an entry for every window.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Sequence
from functools import lru_cache

import gmpy2
from gmpy2 import mpz

from citybricks.methods.ballot.groups.multiplying import multi_power

_WINDOW = 8
_SUBSETS = 128
"""Random products that are all in the subgroup by chance with 2^-128, if one factor is not."""
_ROW = 8
"""Subsets that are made together."""
_MANY = 2 * _SUBSETS
"""Elements from which on that is cheaper than one by one."""
_EMBEDDED = 8
"""Bits of a number in `embed`, and bits of padding behind all."""

Table = Callable[[int], mpz]


class FiniteField:
    """The subgroup of order `order` of the numbers modulo `modulus`.

    Parameters
    ----------
    name
        In the protocol.
    modulus, generator, order
        p, g and q.
    """

    def __init__(self, name: str, modulus: int, generator: int, order: int) -> None:
        self.name, self.order = name, order
        self.modulus, self.generator, self.identity = mpz(modulus), mpz(generator), mpz(1)
        self._order = mpz(order)
        self._safe = 2 * order + 1 == modulus
        self._digits = len(str(modulus))
        self.most_values = (order.bit_length() - 1 - _EMBEDDED) // _EMBEDDED if self._safe else 0
        self.table = lru_cache(maxsize=8)(self._table)

    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        """Give another process the name: it makes tables of its own."""
        from citybricks.methods.ballot.groups.group import by_name

        return by_name, (self.name,)

    # --- text ----------------------------------------------------------------------------------
    def write(self, element: mpz) -> str:
        """Return the number in decimal digits."""
        return str(element)

    def read(self, text: str) -> mpz:
        """Return the number, from 1 to p - 1, without sign, space or leading zero.

        Raises
        ------
        ValueError
            When it is written in another way or out of range.
        """
        if not (text.isascii() and text.isdigit()):
            raise ValueError(f"{text[:20]!r} is not a number in decimal digits")
        if text[0] == "0" or len(text) > self._digits:
            raise ValueError("a number starts with 0 or is not below the modulus")
        number = mpz(text)
        if number >= self.modulus:
            raise ValueError("a number is not below the modulus")
        return number

    def sort_key(self, element: mpz) -> int:
        """Return the number."""
        return int(element)

    # --- membership ----------------------------------------------------------------------------
    def is_member(self, element: mpz) -> bool:
        """Say whether the element to the power q is 1."""
        if not 0 < element < self.modulus:
            return False
        if self._safe:  # the subgroup is that of the squares
            return bool(gmpy2.jacobi(element, self.modulus) == 1)
        return bool(gmpy2.powmod(element, self._order, self.modulus) == 1)

    def strangers(self, elements: Sequence[mpz]) -> list[int]:
        """Return the indexes of elements outside the subgroup.

        Where each would cost a power, the products of 128 random subsets are looked at instead:
        when an element is outside, a product is too with at least 1/2 whatever the factors of the
        cofactor. (One product with random exponents would not do: an element of order 2 passes it
        every other time.) Only when a product is outside are they looked at one by one.
        """
        if not self._safe and len(elements) >= _MANY and self._all_in(elements):
            return []
        return [at for at, element in enumerate(elements) if not self.is_member(element)]

    def _all_in(self, elements: Sequence[mpz]) -> bool:
        in_range = all(0 < element < self.modulus for element in elements)
        return in_range and all(self._products_in(elements) for _ in range(_SUBSETS // _ROW))

    def _products_in(self, elements: Sequence[mpz]) -> bool:
        """Say whether the products of eight random subsets are in the subgroup.

        Each element is multiplied into the bucket of the subsets it is in; then the upper half of
        the buckets, whose product is the subset of the highest bit, is folded onto the lower one.
        """
        modulus = self.modulus
        buckets = [self.identity] * (1 << _ROW)
        for element, subsets in zip(elements, secrets.token_bytes(len(elements)), strict=True):
            buckets[subsets] = buckets[subsets] * element % modulus
        for _ in range(_ROW):
            half = len(buckets) // 2
            if not self.is_member(self.product(buckets[half:])):
                return False
            buckets = [buckets[at] * buckets[half + at] % modulus for at in range(half)]
        return True

    # --- arithmetic ----------------------------------------------------------------------------
    def multiply(self, one: mpz, other: mpz) -> mpz:
        """Return the product of two elements."""
        return one * other % self.modulus

    def invert(self, element: mpz) -> mpz:
        """Return the inverse."""
        return gmpy2.invert(element, self.modulus)

    def divide(self, one: mpz, other: mpz) -> mpz:
        """Return one element over another."""
        return one * gmpy2.invert(other, self.modulus) % self.modulus

    def product(self, elements: Sequence[mpz]) -> mpz:
        """Return the product of all elements."""
        result = self.identity
        for element in elements:
            result = result * element % self.modulus
        return result

    def power(self, element: mpz, exponent: int) -> mpz:
        """Return a power with a public exponent."""
        return gmpy2.powmod(element, exponent % self._order, self.modulus)

    def secret_power(self, element: mpz, exponent: int) -> mpz:
        """Return a power with a secret exponent, in constant time."""
        # + q: the exponent has the same length whatever its leading bits, and is never 0
        return gmpy2.powmod_sec(element, exponent % self._order + self._order, self.modulus)

    def generator_power(self, exponent: int) -> mpz:
        """Return a power of the generator."""
        return self.table(self.generator)(exponent)

    def multi_power(self, bases: Sequence[mpz], exponents: Sequence[int]) -> mpz:
        """Return the product of powers with public exponents."""
        modulus = self.modulus
        reduced = [int(exponent % self._order) for exponent in exponents]
        return multi_power(bases, reduced, self.identity, lambda a, b: a * b % modulus)

    def random_exponent(self) -> int:
        """Return a secret exponent."""
        return secrets.randbelow(self.order)

    def _table(self, base: mpz) -> Table:
        """Return the powers of a base: one multiplication for each byte of the exponent."""
        modulus, order = self.modulus, self.order
        length = (order.bit_length() + _WINDOW - 1) // _WINDOW
        rows = []
        for _ in range(length):
            row = [mpz(1)]
            for _ in range((1 << _WINDOW) - 1):
                row.append(row[-1] * base % modulus)
            rows.append(row)
            base = row[-1] * base % modulus

        def power(exponent: int) -> mpz:
            result = mpz(1)
            digits = int(exponent % order).to_bytes(length, "little")
            for row, digit in zip(rows, digits, strict=True):
                result = result * row[digit] % modulus
            return result

        return power

    # --- shuffles ------------------------------------------------------------------------------
    def generators(self, count: int) -> tuple[mpz, list[mpz]]:
        """Return independent generators, made by hashing their numbers."""
        return self._generator(-1), [self._generator(number) for number in range(count)]

    @lru_cache(maxsize=1 << 16)  # noqa: B019 - there is one of each group
    def _generator(self, number: int) -> mpz:
        seed = mpz(hashlib.sha256(f"ggen|{number}".encode()).hexdigest(), 16)
        cofactor = (self.modulus - 1) // self._order
        return gmpy2.powmod(seed, cofactor, self.modulus)

    # --- rankings ------------------------------------------------------------------------------
    def embed(self, values: Sequence[int]) -> mpz:
        """Return the first square that starts with the numbers; the last bits are free.

        Raises
        ------
        ValueError
            When there are too many, one is not from 0 to 255, or the group is not of squares.
        """
        if not self._safe:
            raise ValueError(f"{self.name} cannot hold rankings; RFC-3526-2048 and Ed25519 can")
        if len(values) > self.most_values:
            raise ValueError(f"{len(values)} numbers, at most {self.most_values} fit")
        start = mpz(int.from_bytes(bytes(values)) << _EMBEDDED)
        for padding in range(1 << _EMBEDDED):
            if self.is_member(start + padding):
                return start + padding
        raise ValueError("no square starts with these numbers")

    def extract(self, element: mpz) -> list[int]:
        """Return the numbers an element starts with, without leading zeros."""
        number = int(element) >> _EMBEDDED
        return list(number.to_bytes((number.bit_length() + 7) // 8))


def _rfc_3526_prime() -> int:
    """Return p = 2^2048 - 2^1984 - 1 + 2^64 (floor(2^1918 pi) + 124476), RFC 3526 section 3."""
    with gmpy2.context(gmpy2.get_context(), precision=2200):
        pi = int(gmpy2.floor(gmpy2.const_pi() * gmpy2.mpfr(2) ** 1918))
    return 2**2048 - 2**1984 - 1 + 2**64 * (pi + 124476)


_P = 20694785691422546401013643657505008064922989295751104097100884787057374219242717401922237254497684338129066633138078958404960054389636289796393038773905722803605973749427671376777618898589872735865049081167099310535867780980030790491654063777173764198678527273474476341835600035698305193144284561701911000786737307333564123971732897913240474578834468260652327974647951137672658693582180046317922073668860052627186363386088796882120769432366149491002923444346373222145884100586421050242120365433561201320481118852408731077014151666200162313177169372189248078507711827842317498073276598828825169183103125680162072880719  # noqa: E501
_G = 2402352677501852209227687703532399932712287657378364916510075318787663274146353219320285676155269678799694668298749389095083896573425601900601068477164491735474137283104610458681314511781646755400527402889846139864532661215055797097162016168270312886432456663834863635782106154918419982534315189740658186868651151358576410138882215396016043228843603930989333662772848406593138406010231675095763777982665103606822406635076697764025346253773085133173495194248967754052573659049492477631475991575198775177711481490920456600205478127054728238140972518639858334115700568353695553423781475582491896050296680037745308460627  # noqa: E501
_Q = 78571733251071885079927659812671450121821421258408794611510081919805623223441

BELENIOS_2048 = FiniteField("BELENIOS-2048", _P, _G, _Q)
"""A subgroup of 256 bits: short exponents, no rankings."""
_RFC = _rfc_3526_prime()
RFC_3526_2048 = FiniteField("RFC-3526-2048", _RFC, 2, (_RFC - 1) // 2)
"""The squares modulo the safe prime of RFC 3526 section 3: holds rankings."""
