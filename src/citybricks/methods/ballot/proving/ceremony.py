"""The ceremony by which trustees make a key that a threshold of them can use, and no fewer.

Each trustee draws a polynomial, publishes commitments to it, and sends each other trustee its
value at that one's index; the sum of what a trustee receives is its private key. The server only
carries messages: certificates name the ceremony they are made for, and each trustee signs all
certificates together with its own commitments, so that a server that shows different ones to
different trustees, or lets one wait to see what the others do, is found out.

The rounds are `Member.certificate`, `Member.contribution`, `Member.keys`, and `assembled`.

References
----------
.. [1] T. P. Pedersen, "A threshold cryptosystem without a trusted party", EUROCRYPT '91.
   https://doi.org/10.1007/3-540-46416-6_47
.. [2] V. Cortier, D. Galindo, S. Glondu, M. Izabachène, "Distributed ElGamal à la Pedersen:
   application to Helios", WPES 2013. https://doi.org/10.1145/2517840.2517852
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.documents import (
    Certificate,
    Context,
    DocumentError,
    Pedersen,
    Proof,
    SignedMessage,
    TrusteeKey,
    parse_commitments,
    write_commitments,
)
from citybricks.methods.ballot.documents.reading import Node, read
from citybricks.methods.ballot.groups import Element, Group
from citybricks.methods.ballot.proving.chance import SECRET, Below
from citybricks.methods.ballot.proving.channels import ChannelError, Sealed, seal, unseal
from citybricks.methods.ballot.proving.proofs import holds, sign, signed_by
from citybricks.methods.ballot.proving.trustees import public_key

_MOST_BYTES = 1 << 12
T = TypeVar("T")


class CeremonyError(ValueError):
    """What a trustee sent, or is said to have sent, is not right.

    Parameters
    ----------
    trustee
        Who, counted from 1.
    en, zh
        What is wrong, in English and in simplified Chinese.
    """

    def __init__(self, trustee: int, en: str, zh: str) -> None:
        self.trustee, self.en, self.zh = trustee, en, zh
        super().__init__(f"trustee {trustee}: {en}")


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a trustee gives in the second round."""

    coefexps: SignedMessage
    """Commitments to its polynomial."""
    signature: Proof
    """Over all certificates and these commitments."""
    secrets: tuple[Sealed, ...]
    """The value at each trustee's index, for that trustee alone."""

    @classmethod
    def of(cls, node: Node, group: Group) -> Contribution:
        """Read it."""
        fields = node.fields("coefexps", "signature", "secrets")
        return cls(
            SignedMessage.of(fields["coefexps"], group),
            Proof.of(fields["signature"], group),
            tuple(Sealed.of(one, group) for one in fields["secrets"].items()),
        )

    def json(self, group: Group) -> dict[str, Any]:
        """Return what is written."""
        return {
            "coefexps": self.coefexps.json(),
            "signature": self.signature.json(),
            "secrets": [one.json(group) for one in self.secrets],
        }


@dataclass(frozen=True, slots=True)
class Keys:
    """What a trustee has after the third round."""

    private_key: int
    public_key: TrusteeKey
    sealed: Sealed
    """The private key for the trustee itself, which a server can keep for it."""


@dataclass(frozen=True, slots=True)
class Ceremony:
    """What everybody knows beforehand.

    Parameters
    ----------
    group
        Of the election.
    size
        How many trustees there are.
    threshold
        How many of them are enough.
    """

    group: Group
    size: int
    threshold: int

    def __post_init__(self) -> None:
        """Refuse a threshold that cannot be met.

        Raises
        ------
        ValueError
            When it is not from 1 to the number of trustees.
        """
        if not 1 <= self.threshold <= self.size:
            raise ValueError(f"threshold {self.threshold} of {self.size}: from 1 to {self.size}")

    def context(self, index: int) -> Context:
        """Return what the certificate of a trustee names."""
        return Context(self.group.name, self.size, self.threshold, index)

    # --- what anybody can check ----------------------------------------------------------------
    def certificate(self, index: int, given: SignedMessage) -> Certificate:
        """Read the certificate of a trustee.

        Raises
        ------
        CeremonyError
            When it is not signed, or is made for another ceremony or another place in this one.
        """
        found = _read(index, lambda: Certificate.parse(given.message, self.group))
        if found.context != self.context(index):
            raise CeremonyError(
                index,
                "the certificate was made for another ceremony or another trustee's place",
                "证书属于另一场仪式或另一位受托人的位置",
            )
        if self.group.strangers([found.verification, found.encryption]):
            raise CeremonyError(index, "a key is not in the group", "密钥不在群中")
        if not signed_by(self.group, found.verification, given.message, given.signature):
            raise CeremonyError(index, "the certificate is not signed", "证书签名无效")
        return found

    def certificates(self, given: Sequence[SignedMessage]) -> list[Certificate]:
        """Read all certificates.

        Raises
        ------
        CeremonyError
            When one is wrong, missing, or the same keys are used twice.
        """
        if len(given) != self.size:
            missing = min(len(given), self.size) + 1
            raise CeremonyError(
                missing,
                f"{len(given)} certificates for {self.size} trustees",
                f"{self.size} 位受托人有 {len(given)} 份证书",
            )
        found = [self.certificate(index, one) for index, one in enumerate(given, 1)]
        seen: set[Element] = set()
        for index, one in enumerate(found, 1):
            if one.verification in seen or one.encryption in seen:
                raise CeremonyError(
                    index, "the certificate has keys of another one", "证书与另一份使用相同密钥"
                )
            seen |= {one.verification, one.encryption}
        return found

    def commitments(
        self, certificates: Sequence[SignedMessage], index: int, given: Contribution
    ) -> tuple[Element, ...]:
        """Read the commitments of a trustee.

        Raises
        ------
        CeremonyError
            When they are too few or too many, not signed, or signed with other certificates.
        """
        return self._commitments(certificates, index, given.coefexps, given.signature)

    def _commitments(
        self,
        certificates: Sequence[SignedMessage],
        index: int,
        coefexps: SignedMessage,
        signature: Proof,
    ) -> tuple[Element, ...]:
        group = self.group
        key = Certificate.parse(certificates[index - 1].message, group).verification
        found = _read(index, lambda: parse_commitments(coefexps.message, group))
        if len(found) != self.threshold:
            raise CeremonyError(
                index,
                f"{len(found)} commitments, should be {self.threshold}",
                f"有 {len(found)} 个承诺，应为 {self.threshold} 个",
            )
        if group.strangers(found):
            raise CeremonyError(index, "a commitment is not in the group", "承诺不在群中")
        if not signed_by(group, key, coefexps.message, coefexps.signature):
            raise CeremonyError(index, "the commitments are not signed", "承诺签名无效")
        if not signed_by(group, key, self._all_signed(certificates, found), signature):
            raise CeremonyError(
                index,
                "has not signed these certificates: the server shows others to others",
                "未对这些证书签名：服务器向不同的人展示了不同的证书",
            )
        return found

    def _all_signed(
        self, certificates: Sequence[SignedMessage], commitments: Sequence[Element]
    ) -> str:
        written = {
            "certs": [one.json() for one in certificates],
            "coefexps": [self.group.write(one) for one in commitments],
        }
        return "certs_sig|" + strict_json.dumps(written).decode()

    def value(self, commitments: Sequence[Element], index: int) -> Element:
        """Return g to the value at an index of the polynomial that was committed to."""
        exponents = [pow(index, power, self.group.order) for power in range(len(commitments))]
        return self.group.multi_power(commitments, exponents)

    def assembled(
        self,
        certificates: Sequence[SignedMessage],
        contributions: Sequence[Contribution],
        keys: Sequence[TrusteeKey],
    ) -> Pedersen:
        """Return what the board publishes of the trustees.

        Parameters
        ----------
        certificates, contributions, keys
            Of each trustee: the answers of the three rounds.

        Raises
        ------
        CeremonyError
            When one is wrong; its trustee is named.
        """
        known = self.certificates(certificates)
        rows = [
            self.commitments(certificates, index, one) for index, one in enumerate(contributions, 1)
        ]
        if len(rows) != self.size or len(keys) != self.size:
            missing = min(len(rows), len(keys)) + 1
            raise CeremonyError(missing, "has not answered", "尚未答复")
        for index, (certificate, key) in enumerate(zip(known, keys, strict=True), 1):
            self._check_key(index, certificate, key, rows)
        return Pedersen(
            threshold=self.threshold,
            certs=tuple(certificates),
            coefexps=tuple(one.coefexps for one in contributions),
            verification_keys=tuple(keys),
            signatures=tuple(one.signature for one in contributions),
        )

    def _check_key(
        self,
        index: int,
        certificate: Certificate,
        key: TrusteeKey,
        rows: Sequence[Sequence[Element]],
    ) -> None:
        group, written = self.group, self.group.write(key.public_key)
        expected = group.product([self.value(row, index) for row in rows])
        statement = f"pok|{group.name}|{written}|"
        if key.public_key != expected:
            raise CeremonyError(
                index, "the key does not follow from the commitments", "密钥与承诺不符"
            )
        if not holds(group, key.pok, [(group.generator, key.public_key)], statement):
            raise CeremonyError(index, "the key comes without proof", "密钥缺少有效证明")
        if key.signature is None or not signed_by(
            group, certificate.verification, written, key.signature
        ):
            raise CeremonyError(index, "the key is not signed", "密钥签名无效")


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
        message = ceremony._all_signed(certificates, commitments)  # noqa: SLF001 - its own module
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
            row = self.ceremony._commitments(  # noqa: SLF001 - its own module
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

    def private_key(self, sealed: Sealed) -> int:
        """Return the private key that this trustee has sealed for itself.

        Raises
        ------
        CeremonyError
            When it was sealed by somebody else, or changed.
        """
        own = Certificate(
            self.group.generator_power(self.signing_key),
            self.group.generator_power(self.encryption_key),
        )
        return self._received(self.index, own, sealed, "decryption_key")

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
            text = unseal(self.group, self.encryption_key, sender.verification, sealed)
            fields = read(text.encode(), most_bytes=_MOST_BYTES).fields(name)
            return fields[name].exponent(self.group)
        except (ChannelError, DocumentError) as error:
            raise CeremonyError(
                index,
                f"its message for trustee {self.index} cannot be taken: {error}",
                f"它给受托人 {self.index} 的消息无法接受",
            ) from None


def _derived(purpose: str, seed: str, group: Group) -> int:
    digest = hashlib.sha256(f"{purpose}|{seed}".encode()).digest()
    return int.from_bytes(digest) % group.order


def _at(coefficients: Sequence[int], place: int, order: int) -> int:
    """Return the value of a polynomial, by the scheme of Horner."""
    value = 0
    for coefficient in reversed(coefficients):
        value = (value * place + coefficient) % order
    return value


def _read(index: int, reading: Callable[[], T]) -> T:
    try:
        return reading()
    except DocumentError as error:
        raise CeremonyError(index, str(error), f"{error.where}：{error.zh}") from None
