"""The prime-order subgroup of Ed25519 (RFC 8032), by libsodium.

An element is the 32 bytes of RFC 8032; in JSON they are written with the last byte first.
libsodium refuses the identity and exponents of 0, which are members here: they are told apart.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Sequence
from functools import lru_cache

from nacl import bindings as sodium
from nacl import exceptions

_FIELD = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _FIELD) % _FIELD
_ROOT = pow(2, (_FIELD - 1) // 4, _FIELD)
"""A square root of -1."""
_SIZE = 32
_HEX = frozenset("0123456789abcdef")
_EMBEDDED, _PADDING = 8, 14
_IDENTITY = (1).to_bytes(_SIZE, "little")


class Ed25519:
    """The group, written multiplicatively."""

    name = "Ed25519"
    order = _ORDER
    identity = _IDENTITY
    most_values = (252 - _PADDING) // _EMBEDDED + 1

    def __init__(self) -> None:
        self.generator = sodium.crypto_scalarmult_ed25519_base_noclamp(_scalar(1))

    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        """Give another process the name."""
        from citybricks.methods.ballot.groups.group import by_name

        return by_name, (self.name,)

    # --- text ----------------------------------------------------------------------------------
    def write(self, element: bytes) -> str:
        """Return 64 hexadecimal digits, the last byte first."""
        return element[::-1].hex()

    def read(self, text: str) -> bytes:
        """Return the bytes of 64 lower-case hexadecimal digits.

        Raises
        ------
        ValueError
            When it is anything else.
        """
        if len(text) != 2 * _SIZE or not _HEX.issuperset(text):
            raise ValueError(f"{text[:20]!r} is not 64 lower-case hexadecimal digits")
        return bytes.fromhex(text)[::-1]

    def sort_key(self, element: bytes) -> int:
        """Return a number that sorts as the bytes do, the first byte first."""
        return int.from_bytes(element)

    # --- membership ----------------------------------------------------------------------------
    def is_member(self, element: bytes) -> bool:
        """Say whether the bytes are canonical and the point is of the prime order, or identity."""
        if element == _IDENTITY:
            return True
        try:
            return bool(sodium.crypto_core_ed25519_is_valid_point(element))
        except (exceptions.TypeError, exceptions.ValueError):
            return False

    def strangers(self, elements: Sequence[bytes]) -> list[int]:
        """Return the indexes of elements outside the subgroup."""
        return [at for at, element in enumerate(elements) if not self.is_member(element)]

    # --- arithmetic ----------------------------------------------------------------------------
    def multiply(self, one: bytes, other: bytes) -> bytes:
        """Return the product of two elements."""
        return sodium.crypto_core_ed25519_add(one, other)

    def divide(self, one: bytes, other: bytes) -> bytes:
        """Return one element over another."""
        return sodium.crypto_core_ed25519_sub(one, other)

    def invert(self, element: bytes) -> bytes:
        """Return the inverse."""
        return sodium.crypto_core_ed25519_sub(_IDENTITY, element)

    def product(self, elements: Sequence[bytes]) -> bytes:
        """Return the product of all elements."""
        result = _IDENTITY
        for element in elements:
            result = sodium.crypto_core_ed25519_add(result, element)
        return result

    def power(self, element: bytes, exponent: int) -> bytes:
        """Return a power."""
        exponent %= _ORDER
        if not exponent or element == _IDENTITY:
            return _IDENTITY
        return sodium.crypto_scalarmult_ed25519_noclamp(_scalar(exponent), element)

    def secret_power(self, element: bytes, exponent: int) -> bytes:
        """Return a power with a secret exponent: libsodium takes constant time."""
        return self.power(element, exponent)

    def generator_power(self, exponent: int) -> bytes:
        """Return a power of the generator."""
        exponent %= _ORDER
        if not exponent:
            return _IDENTITY
        return sodium.crypto_scalarmult_ed25519_base_noclamp(_scalar(exponent))

    def table(self, base: bytes) -> Callable[[int], bytes]:
        """Return the powers of a base."""
        if base == self.generator:
            return self.generator_power
        return lambda exponent: self.power(base, exponent)

    def multi_power(self, bases: Sequence[bytes], exponents: Sequence[int]) -> bytes:
        """Return the product of powers: one by one, as a sum costs a fifth of a power here."""
        pairs = zip(bases, exponents, strict=True)
        return self.product([self.power(base, exponent) for base, exponent in pairs])

    def random_exponent(self) -> int:
        """Return a secret exponent."""
        return secrets.randbelow(_ORDER)

    # --- shuffles ------------------------------------------------------------------------------
    def generators(self, count: int) -> tuple[bytes, list[bytes]]:
        """Return independent generators, made by hashing their numbers."""
        return self._generator(-1), [self._generator(number) for number in range(count)]

    @lru_cache(maxsize=1 << 16)  # noqa: B019 - there is one of the group
    def _generator(self, number: int) -> bytes:
        seed = int(hashlib.sha256(f"ggen|{number}".encode()).hexdigest(), 16) >> 2
        while (point := _point(seed)) is None:
            seed += 1
        for _ in range(3):  # times the cofactor, 8
            point = sodium.crypto_core_ed25519_add(point, point)
        return point

    # --- rankings ------------------------------------------------------------------------------
    def embed(self, values: Sequence[int]) -> bytes:
        """Return the first point of the subgroup that starts with the numbers.

        Raises
        ------
        ValueError
            When there are too many, or one is not from 0 to 255.
        """
        if len(values) > self.most_values:
            raise ValueError(f"{len(values)} numbers, at most {self.most_values} fit")
        start = int.from_bytes(bytes(values)) << _PADDING
        for padding in range(1 << _PADDING):
            point = (start + padding).to_bytes(_SIZE, "little")
            if self.is_member(point):
                return point
        raise ValueError("no point starts with these numbers")

    def extract(self, element: bytes) -> list[int]:
        """Return the numbers an element starts with, without leading zeros."""
        number = (int.from_bytes(element, "little") & ((1 << 255) - 1)) >> _PADDING
        return list(number.to_bytes((number.bit_length() + 7) // 8))


def _scalar(exponent: int) -> bytes:
    return int(exponent).to_bytes(_SIZE, "little")


def _point(y: int) -> bytes | None:
    """Return the point of an ordinate whose abscissa is even, RFC 8032 section 5.1.3.

    None when there is none.
    """
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _FIELD) % _FIELD
    x = pow(square, (_FIELD + 3) // 8, _FIELD)
    if x * x % _FIELD != square:
        x = x * _ROOT % _FIELD
    if x * x % _FIELD != square or y >= _FIELD:
        return None
    return y.to_bytes(_SIZE, "little")
