"""A trustee's part in the ceremony: three rounds, after which it holds its private key."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.documents import (
    Certificate,
    DocumentError,
    Proof,
    SignedMessage,
    TrusteeKey,
    write_commitments,
)
from citybricks.methods.ballot.documents.reading import read
from citybricks.methods.ballot.groups import Element, Group
from citybricks.methods.ballot.proving.ceremony import Ceremony, CeremonyError, Contribution
from citybricks.methods.ballot.proving.chance import SECRET, Below
from citybricks.methods.ballot.proving.channels import ChannelError, Sealed, seal, unseal
from citybricks.methods.ballot.proving.proofs import sign
from citybricks.methods.ballot.proving.trustees import public_key

_MOST_BYTES = 1 << 12


@dataclass(frozen=True, slots=True)
class Keys:
    """What a trustee has after the third round."""

    private_key: int = field(repr=False)
    public_key: TrusteeKey
    sealed: Sealed
    """The private key for the trustee itself, which a server can keep for it."""


class Member:
    """A trustee in a ceremony; all of its secrets follow from the seed.

    Parameters
    ----------
    ceremony
        Which one.
    index
        Its place, counted from 1.
    seed
        22 characters that nobody else knows, used in this ceremony only.
    below
        Source of chance.
    """

    def __init__(self, ceremony: Ceremony, index: int, seed: str, below: Below = SECRET) -> None:
        self.ceremony, self.index, self.below = ceremony, index, below
        self.group = ceremony.group
        self.signing_key = _derived("sk", seed, self.group)
        self.encryption_key = _derived("dk", seed, self.group)

    def certificate(self) -> SignedMessage:
        """Return the keys that this trustee signs and receives with: round 1."""
        power = self.group.generator_power
        keys = power(self.signing_key), power(self.encryption_key)
        made = Certificate(*keys, context=self.ceremony.context(self.index))
        return self._signed(made.write(self.group))

    def contribution(self, certificates: Sequence[SignedMessage]) -> Contribution:
        """Draw a polynomial, commit to it, and give each trustee its value: round 2.

        Parameters
        ----------
        certificates
            Of all trustees, in their order.

        Raises
        ------
        CeremonyError
            When a certificate is wrong, or this trustee's own is not the one it made.
        """
        known = self._known(certificates)
        ceremony, group = self.ceremony, self.group
        coefficients = [self.below(group.order) for _ in range(ceremony.threshold)]
        commitments = tuple(map(group.generator_power, coefficients))
        message = ceremony.all_signed(certificates, commitments)
        return Contribution(
            self._signed(write_commitments(commitments, group)),
            sign(group, self.signing_key, message, self.below),
            tuple(
                self._sealed(one.encryption, "secret", _at(coefficients, index, group.order))
                for index, one in enumerate(known, 1)
            ),
        )

    def keys(
        self,
        certificates: Sequence[SignedMessage],
        coefexps: Sequence[SignedMessage],
        signatures: Sequence[Proof],
        secrets: Sequence[Sealed],
    ) -> Keys:
        """Check what all trustees have sent and add it up to a private key: round 3.

        Parameters
        ----------
        certificates
            Of all trustees.
        coefexps, signatures
            Commitments of each trustee, and its signature over them and the certificates.
        secrets
            From each trustee, what it has sealed for this one.

        Raises
        ------
        CeremonyError
            When something is wrong; the trustee that sent it is named.
        """
        known = self._known(certificates)
        for index in range(1, self.ceremony.size + 1):
            if index > min(len(coefexps), len(signatures), len(secrets)):
                raise CeremonyError(index, "has not answered", "尚未答复")
        total = 0
        for index, sender in enumerate(known, 1):
            row = self.ceremony.signed_commitments(
                certificates, index, coefexps[index - 1], signatures[index - 1]
            )
            value = self._received(index, sender, secrets[index - 1], "secret")
            if self.group.generator_power(value) != self.ceremony.value(row, self.index):
                raise CeremonyError(
                    index,
                    f"its share for trustee {self.index} does not fit its commitments",
                    f"它给受托人 {self.index} 的份额与其承诺不符",
                )
            total = (total + value) % self.group.order
        return self._kept(total, known[self.index - 1])

    def _kept(self, private_key: int, own: Certificate) -> Keys:
        key = public_key(self.group, private_key, self.below)
        written = self.group.write(key.public_key)
        signature = sign(self.group, self.signing_key, written, self.below)
        sealed = self._sealed(own.encryption, "decryption_key", private_key)
        return Keys(private_key, replace(key, signature=signature), sealed)

    def _known(self, certificates: Sequence[SignedMessage]) -> list[Certificate]:
        """Check all certificates, and that nobody has taken this trustee's place."""
        known = self.ceremony.certificates(certificates)
        own, power = known[self.index - 1], self.group.generator_power
        mine = power(self.signing_key), power(self.encryption_key)
        if (own.verification, own.encryption) != mine:
            raise CeremonyError(
                self.index,
                "the certificate in your place is not the one you made",
                "您位置上的证书不是您生成的那一份",
            )
        return known

    def _signed(self, message: str) -> SignedMessage:
        return SignedMessage(message, sign(self.group, self.signing_key, message, self.below))

    def _sealed(self, recipient: Element, name: str, number: int) -> Sealed:
        text = strict_json.dumps({name: str(number)}).decode()
        return seal(self.group, self.signing_key, recipient, text, self.below)

    def _received(self, index: int, sender: Certificate, sealed: Sealed, name: str) -> int:
        try:
            return _number(self.group, self.encryption_key, sender.verification, sealed, name)
        except (ChannelError, DocumentError) as error:
            raise CeremonyError(
                index,
                f"its message for trustee {self.index} cannot be taken: {error}",
                f"它给受托人 {self.index} 的消息无法接受",
            ) from None


def private_key(group: Group, seed: str, sealed: Sealed) -> int:
    """Return the private key that a trustee has sealed for itself: `Keys.sealed`.

    Parameters
    ----------
    group
        Of the election.
    seed
        Of the trustee.
    sealed
        As a server has kept it.

    Raises
    ------
    ChannelError
        When it was sealed by or for somebody else, or changed.
    DocumentError
        When it is something else than a key.
    """
    own = group.generator_power(_derived("sk", seed, group))
    return _number(group, _derived("dk", seed, group), own, sealed, "decryption_key")


def _number(group: Group, key: int, sender: Element, sealed: Sealed, name: str) -> int:
    text = unseal(group, key, sender, sealed)
    node = read(text.encode(), most_bytes=_MOST_BYTES).fields(name)[name]
    number = node.text()
    if not (number.isascii() and number.isdigit()):
        raise node.error("not a number", "不是数字")
    return int(number) % group.order  # Belenios 2.0 writes sums as they are


def _derived(purpose: str, seed: str, group: Group) -> int:
    digest = hashlib.sha256(f"{purpose}|{seed}".encode()).digest()
    return int.from_bytes(digest) % group.order


def _at(coefficients: Sequence[int], place: int, order: int) -> int:
    """Return the value of a polynomial, by the scheme of Horner."""
    value = 0
    for coefficient in reversed(coefficients):
        value = (value * place + coefficient) % order
    return value
