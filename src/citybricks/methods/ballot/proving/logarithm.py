"""Counts out of decrypted sums: they stand in the exponent."""

from __future__ import annotations

from math import isqrt

from citybricks.methods.ballot.groups import Element, Group


class CountError(ValueError):
    """A count that is more than all voters together weigh."""


class Logarithm:
    """Exponents of powers of the generator, by baby steps and giant steps [1]_.

    Parameters
    ----------
    group
        Of the powers.
    most
        The largest exponent.

    References
    ----------
    .. [1] D. Shanks, "Class number, a theory of factorization, and genera", Proc. Symp. Pure
       Math. 20 (1971) 415-440.
    """

    def __init__(self, group: Group, most: int) -> None:
        self._group, self._most = group, most
        self._step = isqrt(most) + 1
        self._babies: dict[Element, int] = {}
        power = group.identity
        for exponent in range(self._step):
            self._babies[power] = exponent
            power = group.multiply(power, group.generator)
        self._giant = group.invert(power)

    def of(self, element: Element) -> int:
        """Return the exponent.

        Raises
        ------
        CountError
            When it is beyond the largest.
        """
        for start in range(0, self._most + 1, self._step):
            exponent = self._babies.get(element)
            if exponent is not None:
                return start + exponent
            element = self._group.multiply(element, self._giant)
        raise CountError(f"a count is more than {self._most}, the weight of all voters")
