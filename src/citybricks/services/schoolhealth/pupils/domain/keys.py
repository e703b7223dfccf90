"""Keys of a city's school year: made, sealed, and destroyed once the time of its records is over.

Each city and school year has a secret of its own, drawn by chance. Pseudonyms and sealed check-ins
hang on it alone, so that they say nothing any more once it is destroyed. It is sealed under the
deployment's key, which is in no database.

References
----------
.. [1] M. Dworkin, "Galois/Counter Mode (GCM) and GMAC", NIST SP 800-38D, 2007.
   doi:10.6028/NIST.SP.800-38D
.. [2] R. Kissel et al., "Guidelines for Media Sanitization", NIST SP 800-88r1, 2014, section 2.6
   (cryptographic erase). doi:10.6028/NIST.SP.800-88r1
"""

from __future__ import annotations

import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from citybricks.methods.privacy import pseudonyms
from citybricks.services.schoolhealth.pupils.models import YearKey
from citybricks.services.schoolhealth.pupils.router import DATABASE

_NONCE, _KEY, _LEAST = 12, 32, 32
FILE = "pupils-key"
"""In the home folder, where no setting gives the deployment's key."""


class DestroyedError(LookupError):
    """The key of a school year was destroyed: its records can be read by nobody."""


class SealError(ValueError):
    """Something was sealed under another key, for another row, or was changed since."""


class WeakKeyError(ValueError):
    """The deployment's key is too short."""


@dataclass(frozen=True, slots=True)
class Year:
    """What the secret of a city's school year can do."""

    city: str
    school_year: int
    secret: bytes

    def __repr__(self) -> str:
        """Say nothing of the secret."""
        return f"Year({self.city!r}, {self.school_year})"

    def pseudonym(self, school: str, number: str) -> str:
        """Return the pseudonym of a pupil, by the number on the school's roster.

        Raises
        ------
        ValueError
            When it is no number.
        """
        key = pseudonyms.year_key(self.secret, self.city, self.school_year)
        return pseudonyms.pseudonym(key, number, school)

    def digest(self, code: str) -> str:
        """Return the digest of an invitation's code."""
        return hmac.digest(self._key("invitations"), code.encode(), "sha256").hex()

    def seal(self, content: bytes, about: str) -> bytes:
        """Seal what belongs to one row (AES-256-GCM [1]_); `about` has to be said again."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + AESGCM(self._key("check-ins")).encrypt(nonce, content, about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        """Open what was sealed for a row.

        Raises
        ------
        SealError
            When it was sealed for another row, under another key, or was changed.
        """
        return _opened(self._key("check-ins"), sealed, about)

    def _key(self, use: str) -> bytes:
        info = f"citybricks {use}/{self.city}/{self.school_year}"
        return _derived(self.secret, info)


def year(city: str, school_year: int) -> Year:
    """Return the keys of a city's school year; they are made when they are first asked for.

    Raises
    ------
    DestroyedError
        When they were destroyed.
    SealError
        When the deployment's key is another than it was.
    """
    row = YearKey.objects.filter(city=city, school_year=school_year).first()
    if row is None:
        row = _made(city, school_year)
    if row.destroyed_at is not None:
        raise DestroyedError(f"the key of {city} {school_year} was destroyed")
    return Year(city, school_year, _opened(_deployment(), bytes(row.sealed), _about(row)))


def standing(city: str) -> list[Year]:
    """Return the keys of all school years of a city that are not destroyed, the newest first."""
    rows = YearKey.objects.filter(city=city, destroyed_at=None).order_by("-school_year")
    return [year(row.city, row.school_year) for row in rows]


def destroy(row: YearKey) -> None:
    """Destroy the secret of a school year (cryptographic erase [2]_)."""
    row.sealed, row.destroyed_at = b"", timezone.now()
    row.save()


def _made(city: str, school_year: int) -> YearKey:
    row = YearKey(city=city, school_year=school_year)
    nonce, secret = secrets.token_bytes(_NONCE), secrets.token_bytes(pseudonyms.SECRET_BYTES)
    row.sealed = nonce + AESGCM(_deployment()).encrypt(nonce, secret, _about(row).encode())
    try:
        with transaction.atomic(using=DATABASE):
            row.save()
    except IntegrityError:  # somebody made it at the same moment
        return YearKey.objects.get(city=city, school_year=school_year)
    return row


def _about(row: YearKey) -> str:
    return f"year key/{row.city}/{row.school_year}"


def _opened(key: bytes, sealed: bytes, about: str) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], about.encode())
    except InvalidTag as error:
        raise SealError(about) from error


def _derived(secret: bytes, info: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=info.encode()).derive(secret)


def _deployment() -> bytes:
    """Return the deployment's key: of the setting, or made once in the home folder.

    Raises
    ------
    WeakKeyError
        When it has fewer than 32 characters.
    """
    written: str = settings.ENVIRONMENT.pupils_key or _kept(Path(settings.HOME) / FILE)
    if len(written) < _LEAST:
        raise WeakKeyError(f"CITYBRICKS_PUPILS_KEY needs at least {_LEAST} characters")
    return _derived(written.encode(), "citybricks deployment")


def _kept(path: Path) -> str:
    """Return the key in a file, which its owner alone may read."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(_KEY))
    return path.read_text(encoding="ascii")
