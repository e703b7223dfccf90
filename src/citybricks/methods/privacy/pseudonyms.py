"""Pseudonyms of pupils: keyed, of one city and one school year.

A digest without a key hides nobody, as numbers of pupils can be tried one after the other. Here
the key of a city's school year is derived from a secret that does not leave the city, so that the
same pupil has another pseudonym in every city and every year.

References
----------
.. [1] H. Krawczyk, P. Eronen, "HMAC-based Extract-and-Expand Key Derivation Function (HKDF)",
   RFC 5869, 2010. doi:10.17487/RFC5869
.. [2] H. Krawczyk, M. Bellare, R. Canetti, "HMAC: Keyed-Hashing for Message Authentication",
   RFC 2104, 1997. doi:10.17487/RFC2104
.. [3] D. Crockford, "Base 32", 2019. https://www.crockford.com/base32.html
.. [4] ENISA, "Pseudonymisation techniques and best practices", 2019, section 5.
   doi:10.2824/247711
"""

from __future__ import annotations

import hmac
import re
import unicodedata

SECRET_BYTES = 32
"""The fewest bytes of a city's secret: as strong as the keys derived from it."""
LENGTH = 26
"""Characters of a pseudonym: 130 bits, so that no two pupils of a city ever share one."""
LONGEST = 64
"""Characters of a pupil's number at most."""
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O and U, which are misread or spell words."""
_BITS = 5
_GAP = re.compile(r"[\s‐‑‒–—―−ー_./-]+")
_NEEDLESS = re.compile(r"(?<=\d)-(?=\D)|(?<=[^\W\d])-(?=\d)")
"""A gap between a digit and a letter, which are told apart without it."""


def year_key(secret: bytes, city: str, school_year: int) -> bytes:
    """Return the key of a city's school year: HKDF-SHA-256 of its secret [1]_.

    Parameters
    ----------
    secret
        Random bytes that only the city has, at least `SECRET_BYTES`. What can be derived again is
        not destroyed: who wants to destroy a year's key, keeps a secret of its own for the year.
    city
        The city's name in addresses.
    school_year
        Calendar year in which the school year begins.

    Returns
    -------
    bytes
        A key of 32 bytes.

    Raises
    ------
    ValueError
        When the secret is shorter than `SECRET_BYTES`.
    """
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    if len(secret) < SECRET_BYTES:
        raise ValueError(f"a secret needs {SECRET_BYTES} bytes, this one has {len(secret)}")
    use = _joined("citybricks pupil pseudonym", city, str(school_year))
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=use).derive(secret)


def normalised(number: str) -> str:
    """Return a pupil's number as it is compared, however it was typed.

    Full-width digits are digits (NFKC), letters are capital, and signs that cannot be seen are
    left out. Spaces and dashes are one gap, which is kept between two digits and between two
    letters alone: "1-A 0012" is "1A0012", but "1-12" is not "11-2". Zeros at the start stay:
    "012" is not "12".

    Raises
    ------
    ValueError
        When nothing is left, or more than `LONGEST` characters.
    """
    once = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", number).casefold()).upper()
    seen = "".join(sign for sign in once if sign.isspace() or unicodedata.category(sign)[0] != "C")
    left = _NEEDLESS.sub("", _GAP.sub("-", seen).strip("-"))
    if not left:
        raise ValueError("a pupil's number needs a letter or a digit")
    if len(left) > LONGEST:
        raise ValueError(f"a pupil's number has at most {LONGEST} characters, not {len(left)}")
    return left


def pseudonym(key: bytes, number: str, school: str = "") -> str:
    """Return a pupil's pseudonym: HMAC-SHA-256 [2]_ in Crockford's base 32 [3]_.

    Parameters
    ----------
    key
        Of the city and school year, by `year_key`.
    number
        The pupil's number, in any of the ways to type it.
    school
        The school's code, where numbers are counted school by school; empty where a number is one
        pupil's in the whole city.

    Returns
    -------
    str
        `LENGTH` characters of `ALPHABET`.
    """
    digest = hmac.digest(key, _joined("pupil", school, normalised(number)), "sha256")
    bits = int.from_bytes(digest) >> (8 * len(digest) - _BITS * LENGTH)
    places = range(_BITS * (LENGTH - 1), -1, -_BITS)
    return "".join(ALPHABET[bits >> place & 31] for place in places)


def _joined(*parts: str) -> bytes:
    """Join texts so that no other texts join to the same bytes."""
    raw = [part.encode() for part in parts]
    return b"".join(len(part).to_bytes(4) + part for part in raw)
