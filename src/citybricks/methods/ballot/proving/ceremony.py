"""The ceremony by which trustees make a key that a threshold of them can use, and no fewer.

Each trustee draws a polynomial, publishes commitments to it, and sends each other trustee its
value at that one's index; the sum of what a trustee receives is its private key. The server only
carries messages: certificates name the ceremony they are made for, and each trustee signs all
certificates together with its own commitments, so that a server that shows different ones to
different trustees is found out.

The rounds are `certificate`, `contribution` and `keys` of `member.Member`; here is what anybody
can check of their answers, and `Ceremony.assembled`, which puts them together.

References
----------
.. [1] T. P. Pedersen, "A threshold cryptosystem without a trusted party", EUROCRYPT '91.
   https://doi.org/10.1007/3-540-46416-6_47
.. [2] V. Cortier, D. Galindo, S. Glondu, M. Izabachène, "Distributed ElGamal à la Pedersen:
   application to Helios", WPES 2013. https://doi.org/10.1145/2517840.2517852
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
)
from citybricks.methods.ballot.documents.reading import Node
from citybricks.methods.ballot.groups import Element, Group
from citybricks.methods.ballot.proving.channels import Sealed
from citybricks.methods.ballot.proving.proofs import holds, signed_by

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
        return self.signed_commitments(certificates, index, given.coefexps, given.signature)

    def signed_commitments(
        self,
        certificates: Sequence[SignedMessage],
        index: int,
        coefexps: SignedMessage,
        signature: Proof,
    ) -> tuple[Element, ...]:
        """Read commitments of a trustee and its signature over them; as `commitments`."""
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
        if not signed_by(group, key, self.all_signed(certificates, found), signature):
            raise CeremonyError(
                index,
                "has not signed these certificates: the server shows others to others",
                "未对这些证书签名：服务器向不同的人展示了不同的证书",
            )
        return found

    def all_signed(
        self, certificates: Sequence[SignedMessage], commitments: Sequence[Element]
    ) -> str:
        """Return the text by which a trustee says which certificates and commitments it knows."""
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
        if len(contributions) != self.size or len(keys) != self.size:
            missing = min(len(contributions), len(keys)) + 1
            raise CeremonyError(missing, "has not answered", "尚未答复")
        for index, key in enumerate(keys, 1):
            self.check_key(certificates, contributions, index, key)
        return Pedersen(
            threshold=self.threshold,
            certs=tuple(certificates),
            coefexps=tuple(one.coefexps for one in contributions),
            verification_keys=tuple(keys),
            signatures=tuple(one.signature for one in contributions),
        )

    def check_key(
        self,
        certificates: Sequence[SignedMessage],
        contributions: Sequence[Contribution],
        index: int,
        key: TrusteeKey,
    ) -> None:
        """See that the key of a trustee follows from what all have contributed.

        Parameters
        ----------
        certificates, contributions
            Of all trustees.
        index
            Of the trustee.
        key
            Its answer in the third round.

        Raises
        ------
        CeremonyError
            When anything is wrong; the trustee that sent it is named.
        """
        certificate = self.certificates(certificates)[index - 1]
        rows = [
            self.commitments(certificates, number, one)
            for number, one in enumerate(contributions, 1)
        ]
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


def _read(index: int, reading: Callable[[], T]) -> T:
    try:
        return reading()
    except DocumentError as error:
        raise CeremonyError(index, str(error), f"{error.where}：{error.zh}") from None
