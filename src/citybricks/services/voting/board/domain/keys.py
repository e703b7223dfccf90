"""Keys with which a hub signs what it says: made once, readable by their owner only."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings


def folder() -> Path:
    """Return the folder of everything that voting keeps in files."""
    path = Path(settings.HOME) / "voting"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def public_key(name: str) -> str:
    """Return a public key of this hub, 64 hexadecimal digits: the `key_id` of what it signs."""
    return _key(folder() / f"{name}-key").public_key().public_bytes_raw().hex()


def sign(name: str, message: bytes) -> str:
    """Return the Ed25519 signature of a message by a key of this hub, in hexadecimal digits."""
    return _key(folder() / f"{name}-key").sign(message).hex()


def is_signed(message: bytes, signature: str, key_id: str) -> bool:
    """Whether a signature is that of a message by a key."""
    try:
        key = Ed25519PublicKey.from_public_bytes(_digits(key_id, 64))
        key.verify(_digits(signature, 128), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _digits(text: object, length: int) -> bytes:
    """Return what lower-case hexadecimal digits say; there is one way to write it."""
    if not isinstance(text, str) or len(text) != length or set(text) - set("0123456789abcdef"):
        raise ValueError("not hexadecimal")
    return bytes.fromhex(text)


@lru_cache
def _key(path: Path) -> Ed25519PrivateKey:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text().strip()))
    with os.fdopen(handle, "w") as file:
        file.write(Ed25519PrivateKey.generate().private_bytes_raw().hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return _key.__wrapped__(path)
