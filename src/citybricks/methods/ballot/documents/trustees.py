"""Who can open the tally together: ``trustees.json``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.documents.proofs import Proof, SignedMessage, proofs
from citybricks.methods.ballot.documents.reading import Node, UnsupportedError, read
from citybricks.methods.ballot.groups import Element, Group

MOST_BYTES = 16 << 20


@dataclass(frozen=True, slots=True)
class TrusteeKey:
    """The public key of a trustee.

    Parameters
    ----------
    public_key
        Its share of the key of the election, or the key that checks its decryptions.
    pok
        Proof that the secret half is known.
    signature
        Of a key made in a Pedersen ceremony, by its owner; Belenios 3.0 and later.
    name
        Of its owner.
    """

    public_key: Element
    pok: Proof
    signature: Proof | None = None
    name: str | None = None

    @classmethod
    def of(cls, node: Node, group: Group) -> TrusteeKey:
        """Read it."""
        fields = node.fields("pok", "public_key", "signature?", "name?")
        return cls(
            fields["public_key"].element(group),
            Proof.of(fields["pok"], group),
            Proof.of(fields["signature"], group) if "signature" in fields else None,
            fields["name"].text() if "name" in fields else None,
        )

    def json(self, group: Group) -> dict[str, Any]:
        """Return what is written."""
        return {
            "pok": self.pok.json(),
            "public_key": group.write(self.public_key),
            **({} if self.signature is None else {"signature": self.signature.json()}),
            **({} if self.name is None else {"name": self.name}),
        }


@dataclass(frozen=True, slots=True)
class Single:
    """A trustee without whom the tally cannot be opened."""

    key: TrusteeKey

    def json(self, group: Group) -> list[Any]:
        """Return what is written."""
        return ["Single", self.key.json(group)]


@dataclass(frozen=True, slots=True)
class Pedersen:
    """Trustees of whom `threshold` are enough.

    Parameters
    ----------
    certs
        Of each trustee: the keys for the ceremony, signed; see `Certificate`.
    coefexps
        Of each trustee: commitments to the coefficients of a polynomial, signed.
    signatures
        Of each trustee over all certificates and its own commitments; Belenios 2.5.1 and later.
    verification_keys
        Of each trustee.
    """

    threshold: int
    certs: tuple[SignedMessage, ...]
    coefexps: tuple[SignedMessage, ...]
    verification_keys: tuple[TrusteeKey, ...]
    signatures: tuple[Proof, ...] | None = None

    @classmethod
    def of(cls, node: Node, group: Group) -> Pedersen:
        """Read it."""
        fields = node.fields("threshold", "certs", "coefexps", "signatures?", "verification_keys")
        certs = fields["certs"].items()
        size = len(certs)
        return cls(
            fields["threshold"].integer(1),
            tuple(SignedMessage.of(one, group) for one in certs),
            tuple(SignedMessage.of(one, group) for one in fields["coefexps"].items(size)),
            tuple(TrusteeKey.of(one, group) for one in fields["verification_keys"].items(size)),
            proofs(fields["signatures"], group, size) if "signatures" in fields else None,
        )

    def json(self, group: Group) -> list[Any]:
        """Return what is written."""
        signed = [one.json() for one in self.signatures or ()]
        return [
            "Pedersen",
            {
                "threshold": self.threshold,
                "certs": [one.json() for one in self.certs],
                "coefexps": [one.json() for one in self.coefexps],
                **({} if self.signatures is None else {"signatures": signed}),
                "verification_keys": [one.json(group) for one in self.verification_keys],
            },
        ]


Trustee = Single | Pedersen


@dataclass(frozen=True, slots=True)
class Trustees:
    """All trustees; the owners of shuffles and decryptions count them from 1, flattened."""

    items: tuple[Trustee, ...]

    @classmethod
    def parse(cls, raw: bytes, group: Group) -> Trustees:
        """Read ``trustees.json``.

        Raises
        ------
        DocumentError
            When it has another shape.
        """
        root = read(raw, "trustees", most_bytes=MOST_BYTES)
        return cls(tuple(_trustee(one, group) for one in root.items()))

    def write(self, group: Group) -> bytes:
        """Return the canonical bytes."""
        return strict_json.dumps([one.json(group) for one in self.items])

    @property
    def keys(self) -> tuple[TrusteeKey, ...]:
        """Return the keys that check decryptions, flattened: owner `n` has that at ``n - 1``."""
        found: list[TrusteeKey] = []
        for item in self.items:
            found += [item.key] if isinstance(item, Single) else item.verification_keys
        return tuple(found)


def _trustee(node: Node, group: Group) -> Trustee:
    kind, value = node.items(2)
    if kind.text() == "Single":
        return Single(TrusteeKey.of(value, group))
    if kind.text() == "Pedersen":
        return Pedersen.of(value, group)
    said = kind.text()[:40]
    raise UnsupportedError(
        kind.where, f"kind of trustee {said!r} is not known", f"未知的受托人类型 {said!r}"
    )


@dataclass(frozen=True, slots=True)
class Context:
    """For which ceremony a certificate was made: against one that is used again."""

    group: str
    size: int
    threshold: int
    index: int
    """From 1."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """The message of a certificate: keys that a trustee signs and receives with."""

    verification: Element
    encryption: Element
    context: Context | None = None

    @classmethod
    def parse(cls, text: str, group: Group) -> Certificate:
        """Read the message of a signed certificate."""
        root = read(text.encode(), "cert", most_bytes=64 << 10)
        fields = root.fields("context?", "verification", "encryption")
        context = None
        if "context" in fields:
            given = fields["context"].fields("group", "size", "threshold", "index")
            numbers = (given[name].integer() for name in ("size", "threshold", "index"))
            context = Context(given["group"].text(), *numbers)
        verification = fields["verification"].element(group)
        return cls(verification, fields["encryption"].element(group), context)

    def write(self, group: Group) -> str:
        """Return the message to sign."""
        found: dict[str, Any] = {}
        if self.context is not None:
            names = ("group", "size", "threshold", "index")
            found["context"] = {name: getattr(self.context, name) for name in names}
        found["verification"] = group.write(self.verification)
        found["encryption"] = group.write(self.encryption)
        return strict_json.dumps(found).decode()


def parse_commitments(text: str, group: Group) -> tuple[Element, ...]:
    """Read the message of signed commitments to a polynomial, the constant term first."""
    root = read(text.encode(), "coefexps", most_bytes=1 << 20)
    items = root.fields("coefexps")["coefexps"].items()
    return tuple(one.element(group) for one in items)


def write_commitments(elements: tuple[Element, ...], group: Group) -> str:
    """Return the message to sign."""
    written: list[Any] = [group.write(one) for one in elements]
    return strict_json.dumps({"coefexps": written}).decode()
