"""Private messages between trustees, carried by a server that cannot read or change them.

A message is signed with the name of its recipient in it, then encrypted with a key that only the
recipient's secret gives back: ElGamal carries the key, AES-GCM the text.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESCCM, AESGCM

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.documents import SignedMessage
from citybricks.methods.ballot.documents.reading import DocumentError, Node, read
from citybricks.methods.ballot.groups import Element, Group
from citybricks.methods.ballot.proving.chance import SECRET, Below
from citybricks.methods.ballot.proving.proofs import sign, signed_by

_MOST_BYTES = 64 << 10
_CCM_NONCE, _CCM_TAG = 13, 8
"""Of Belenios before 3.1, whose messages are read, not written."""


class ChannelError(ValueError):
    """A message that its recipient cannot take, with the reason."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A message that only its recipient can read."""

    alpha: Element
    beta: Element
    data: bytes

    @classmethod
    def of(cls, node: Node, group: Group) -> Sealed:
        """Read it."""
        fields = node.fields("alpha", "beta", "data")
        alpha, beta = (fields[name].element(group) for name in ("alpha", "beta"))
        return cls(alpha, beta, fields["data"].octets())

    @classmethod
    def parse(cls, raw: bytes, group: Group) -> Sealed:
        """Read it from a file.

        Raises
        ------
        DocumentError
            When it has another shape.
        """
        return cls.of(read(raw, "sealed", most_bytes=_MOST_BYTES), group)

    def json(self, group: Group) -> dict[str, Any]:
        """Return what is written."""
        written = {name: group.write(getattr(self, name)) for name in ("alpha", "beta")}
        return {**written, "data": self.data.hex()}


def seal(
    group: Group, signing_key: int, recipient: Element, text: str, below: Below = SECRET
) -> Sealed:
    """Sign a text for a recipient and encrypt it.

    Parameters
    ----------
    group
        Of the keys.
    signing_key
        Secret of the sender.
    recipient
        Encryption key of the recipient.
    text
        What to say.
    below
        Source of chance.
    """
    message = strict_json.dumps({"recipient": group.write(recipient), "message": text}).decode()
    signed = SignedMessage(message, sign(group, signing_key, message, below))
    exponent = below(group.order)
    carried = group.generator_power(below(group.order))
    alpha = group.generator_power(exponent)
    beta = group.multiply(group.secret_power(recipient, exponent), carried)
    key, nonce = _key(group, carried), _nonce(group, alpha)
    sealed = AESGCM(key).encrypt(nonce, strict_json.dumps(signed.json()), None)
    return Sealed(alpha, beta, sealed)


def unseal(group: Group, encryption_key: int, sender: Element, sealed: Sealed) -> str:
    """Return what a sender says.

    Parameters
    ----------
    group
        Of the keys.
    encryption_key
        Secret of the recipient.
    sender
        Verification key of the sender.
    sealed
        The message.

    Raises
    ------
    ChannelError
        When it is not for this recipient, was changed, or is not signed by the sender.
    """
    if not (group.is_member(sealed.alpha) and group.is_member(sealed.beta)):
        raise ChannelError("the message is not of the group")
    carried = group.divide(sealed.beta, group.secret_power(sealed.alpha, encryption_key))
    raw = _decrypted(_key(group, carried), _nonce(group, sealed.alpha), sealed.data)
    own = group.write(group.generator_power(encryption_key))
    try:
        signed = SignedMessage.of(read(raw, most_bytes=_MOST_BYTES), group)
        root = read(signed.message.encode(), most_bytes=_MOST_BYTES)
        fields = root.fields("recipient", "message")
        recipient, text = fields["recipient"].text(), fields["message"].text()
    except DocumentError as error:
        raise ChannelError(f"the message is not one of this protocol: {error}") from None
    if not signed_by(group, sender, signed.message, signed.signature):
        raise ChannelError("the message is not signed by its sender")
    if recipient != own:
        raise ChannelError("the message was signed for another recipient")
    return text


def _key(group: Group, carried: Element) -> bytes:
    return hashlib.sha256(f"key|{group.write(carried)}".encode()).digest()


def _nonce(group: Group, alpha: Element) -> bytes:
    return hashlib.sha256(f"iv|{group.write(alpha)}".encode()).digest()


def _decrypted(key: bytes, nonce: bytes, sealed: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(nonce, sealed, None)
    except InvalidTag:
        pass
    try:
        return AESCCM(key, _CCM_TAG).decrypt(nonce[:_CCM_NONCE], sealed, None)
    except (InvalidTag, ValueError):
        reason = "the message was changed on its way or is for another recipient"
        raise ChannelError(reason) from None
