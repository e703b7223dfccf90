"""Identifiers of organisations, checked by their check digits.

References
----------
.. [1] ROR: Identifier Pattern. https://ror.readme.io/docs/identifier
.. [2] ISO 17442-1:2020, Legal entity identifier (LEI); check digits by ISO/IEC 7064, MOD 97-10.
"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_ROR = re.compile(r"(?:https?://)?(?:www\.)?(?:ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}[0-9]{2})/?")
_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")


def ror(given: str) -> str:
    """Return a ROR identifier of nine characters, given so or as its address [1]_.

    Raises
    ------
    ValidationError
        When it has another form, or its check digits are of another one.
    """
    found = _ROR.fullmatch(given.strip().lower())
    if found is None:
        said = _(
            "“%(given)s” is no ROR identifier: it has nine characters, the first a 0, the last two"
            " digits, such as 01r4q9n85."
        )
        raise ValidationError(said % {"given": given[:60]})
    number = 0
    for character in found[1][1:7]:
        number = number * 32 + _CROCKFORD.index(character)
    if int(found[1][7:]) != 98 - number * 100 % 97:
        raise ValidationError(
            _("“%(given)s” is mistyped: the check digits at its end are of another ROR identifier.")
            % {"given": given[:60]}
        )
    return found[1]


def lei(given: str) -> str:
    """Return a legal entity identifier of twenty characters [2]_.

    Raises
    ------
    ValidationError
        When it has another form, or its check digits are of another one.
    """
    code = given.strip().upper().replace(" ", "")
    if not _LEI.fullmatch(code):
        said = _(
            "“%(given)s” is no LEI: it has twenty letters and digits, the last two digits, such as"
            " HWUPKR0MPOU8FGXBT394."
        )
        raise ValidationError(said % {"given": given[:60]})
    if int("".join(str(int(character, 36)) for character in code)) % 97 != 1:
        raise ValidationError(
            _("“%(given)s” is mistyped: the check digits at its end are of another LEI.")
            % {"given": given[:60]}
        )
    return code
