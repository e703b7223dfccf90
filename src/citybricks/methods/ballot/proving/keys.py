"""A trustee's secret, from which all its keys follow: made, sealed in a file, written in words.

``key.enc.json`` is opened with a passphrase. The recovery words on paper give the same secret
back without it, so that a lost machine or a forgotten passphrase loses no key.

References
----------
.. [1] C. Percival, S. Josefsson, "The scrypt password-based key derivation function", RFC 7914.
   https://doi.org/10.17487/RFC7914
"""

from __future__ import annotations

import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.documents.reading import read
from citybricks.methods.ballot.groups import Group
from citybricks.methods.ballot.proving import words
from citybricks.methods.ballot.proving.chance import BASE58, SECRET, Below
from citybricks.methods.ballot.proving.words import Language

_BITS = 128
_LENGTH = 22
"""Base58 characters of a seed."""
_COST, _MOST_COST = 1 << 17, 1 << 20
"""N of scrypt: 128 MiB; and what is read at most."""
_BLOCK = 8
_MOST_BYTES = 4 << 10
_KIND = "citybricks trustee key"


class KeyFileError(ValueError):
    """A key file that cannot be opened.

    Parameters
    ----------
    en, zh
        Why, in English and in simplified Chinese.
    """

    def __init__(self, en: str, zh: str) -> None:
        self.en, self.zh = en, zh
        super().__init__(en)


def new_seed(below: Below = SECRET) -> str:
    """Return a new secret of 128 bits, in 22 Base58 characters."""
    return _seed(below(1 << _BITS))


def recovery_words(seed: str, language: Language = "en") -> list[str]:
    """Return the twelve words to write down."""
    return words.written(_number(seed), language)


def recovered(text: str) -> str:
    """Return the secret of recovery words.

    Raises
    ------
    WordsError
        When no secret was written in them.
    """
    return _seed(words.read(text))


def single_key(group: Group, seed: str) -> int:
    """Return the private key of a trustee who shares it with nobody.

    Its bits are 128 more than the group's, so that no exponent is likelier than another.
    """
    size = (group.order.bit_length() + _BITS + 7) // 8
    stretched = hashlib.shake_256(f"single|{group.name}|{seed}".encode()).digest(size)
    return int.from_bytes(stretched) % group.order


def sealed(seed: str, passphrase: str, note: str, *, cost: int = _COST) -> bytes:
    """Return ``key.enc.json``.

    Parameters
    ----------
    seed
        The secret.
    passphrase
        Which opens the file.
    note
        For whom and what the key is; anybody can read it, nobody can change it.
    cost
        N of scrypt, a power of 2.
    """
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    head: dict[str, strict_json.Json] = {
        "kind": _KIND,
        "version": 1,
        "note": note,
        "scrypt": {"n": cost, "r": _BLOCK, "p": 1, "salt": salt.hex()},
    }
    key = _stretched(passphrase, salt, cost)
    box = AESGCM(key).encrypt(nonce, seed.encode(), strict_json.dumps(head))
    return strict_json.dumps({**head, "nonce": nonce.hex(), "sealed": box.hex()})


def opened(raw: bytes, passphrase: str) -> str:
    """Return the secret in a key file.

    Parameters
    ----------
    raw
        The file.
    passphrase
        Which opens it.

    Raises
    ------
    KeyFileError
        When the passphrase is another, or the file was changed.
    DocumentError
        When it is no key file.
    """
    root = read(raw, "key.enc.json", most_bytes=_MOST_BYTES)
    fields = root.fields("kind", "version", "note", "scrypt", "nonce", "sealed")
    if fields["kind"].text() != _KIND or fields["version"].integer() != 1:
        raise fields["kind"].error("not a trustee's key file", "不是受托人密钥文件")
    given = fields["scrypt"].fields("n", "r", "p", "salt")
    cost = given["n"].integer(2)
    if (
        cost > _MOST_COST
        or cost & (cost - 1)
        or (given["r"].value, given["p"].value) != (_BLOCK, 1)
    ):
        raise given["n"].error("not a cost that is used here", "不支持的成本参数")
    key = _stretched(passphrase, given["salt"].octets(), cost)
    head = {name: fields[name].value for name in ("kind", "version", "note", "scrypt")}
    try:
        box = AESGCM(key).decrypt(
            fields["nonce"].octets(), fields["sealed"].octets(), strict_json.dumps(head)
        )
    except (InvalidTag, ValueError):
        raise KeyFileError(
            "the passphrase is wrong, or the file was changed", "口令错误，或文件已被更改"
        ) from None
    return box.decode()


def _stretched(passphrase: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=cost, r=_BLOCK, p=1).derive(passphrase.encode())


def _seed(number: int) -> str:
    digits = []
    for _ in range(_LENGTH):
        number, digit = divmod(number, len(BASE58))
        digits.append(BASE58[digit])
    return "".join(reversed(digits))


def _number(seed: str) -> int:
    number = 0
    for character in seed:
        number = number * len(BASE58) + BASE58.index(character)
    return number
