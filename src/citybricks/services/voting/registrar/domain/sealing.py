"""Seal what the registrar has to keep, under a passphrase that is kept nowhere.

A key drawn by chance seals every row (AES-256-GCM, with what the row is about as associated data,
so that no row passes for another's). The key itself is sealed under the passphrase, stretched by
scrypt. Without the passphrase nothing can be opened, by anybody.

References
----------
.. [1] C. Percival, S. Josefsson, "The scrypt password-based key derivation function", RFC 7914.
   https://doi.org/10.17487/RFC7914
.. [2] M. Dworkin, "Galois/Counter Mode (GCM) and GMAC", NIST SP 800-38D.
   https://doi.org/10.6028/NIST.SP.800-38D
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

COST = 1 << 16
"""N of scrypt: 64 MiB and about a fifth of a second for each try."""
_BLOCK, _SALT, _NONCE, _KEY = 8, 16, 12, 32
LEAST = 12
"""Characters of a passphrase, at least."""

Lock = dict[str, Any]
"""What opens the key, given the passphrase: salt, cost, nonce and the sealed key."""


class WrongPassphraseError(ValueError):
    """The passphrase is another."""


class WeakPassphraseError(ValueError):
    """The passphrase is too short."""


@dataclass(frozen=True, slots=True)
class Vault:
    """The key that seals rows, while the officer's passphrase is at hand."""

    key: bytes

    def seal(self, content: bytes, about: str) -> bytes:
        """Seal something for one row.

        Parameters
        ----------
        about
            Which row and column; it has to be said again to open it.
        """
        nonce = secrets.token_bytes(_NONCE)
        return nonce + AESGCM(self.key).encrypt(nonce, content, about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        """Open what was sealed for a row.

        Raises
        ------
        WrongPassphraseError
            When it was sealed under another key, for another row, or was changed.
        """
        try:
            return AESGCM(self.key).decrypt(sealed[:_NONCE], sealed[_NONCE:], about.encode())
        except InvalidTag as error:
            raise WrongPassphraseError(about) from error

    def __repr__(self) -> str:
        """Say nothing of the key."""
        return "Vault(…)"


def new_vault(passphrase: str, about: str) -> tuple[Vault, Lock]:
    """Draw a key, and return it with what opens it again.

    Raises
    ------
    WeakPassphraseError
        When the passphrase is shorter than `LEAST` characters.
    """
    if len(_plain(passphrase)) < LEAST:
        raise WeakPassphraseError(f"a passphrase has at least {LEAST} characters")
    salt, nonce, key = (secrets.token_bytes(size) for size in (_SALT, _NONCE, _KEY))
    box = AESGCM(_stretched(passphrase, salt, COST)).encrypt(nonce, key, about.encode())
    lock = {"n": COST, "salt": salt.hex(), "nonce": nonce.hex(), "sealed": box.hex()}
    return Vault(key), lock


def opened(lock: Mapping[str, Any], passphrase: str, about: str) -> Vault:
    """Return the key that a passphrase opens.

    Raises
    ------
    WrongPassphraseError
        When it is another.
    """
    stretched = _stretched(passphrase, bytes.fromhex(lock["salt"]), int(lock["n"]))
    nonce, box = bytes.fromhex(lock["nonce"]), bytes.fromhex(lock["sealed"])
    try:
        return Vault(AESGCM(stretched).decrypt(nonce, box, about.encode()))
    except InvalidTag as error:
        raise WrongPassphraseError(about) from error


def _stretched(passphrase: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=_KEY, n=cost, r=_BLOCK, p=1).derive(_plain(passphrase).encode())


def _plain(passphrase: str) -> str:
    """Return a passphrase as any keyboard gives it (Unicode, NFKC)."""
    return unicodedata.normalize("NFKC", passphrase.strip())
