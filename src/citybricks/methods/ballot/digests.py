"""Hashes of the protocol: names of files, fingerprints, challenges."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable


def sha256_hex(content: bytes) -> str:
    """Return the SHA-256 of bytes as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of bytes in base64 without padding: 43 characters.

    That of an election binds every proof to it; that of a ballot is its voter's tracker.
    """
    return base64.b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")


def to_exponent(prefix: str, parts: Iterable[str], order: int) -> int:
    """Hash a statement into an exponent: the challenge of Fiat and Shamir.

    Parameters
    ----------
    prefix
        What is stated, up to and with its last ``|``.
    parts
        The commitments as the group writes them; commas are put between.
    order
        Of the group.

    Returns
    -------
    int
        In [0, order).
    """
    digest = hashlib.sha256((prefix + ",".join(parts)).encode()).digest()
    return int.from_bytes(digest) % order
