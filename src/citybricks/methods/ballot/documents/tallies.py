"""What follows the last ballot: encrypted tally, shuffles, partial decryptions, result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.documents.elections import Election, HomomorphicQuestion
from citybricks.methods.ballot.documents.proofs import Ciphertext, Proof, proofs
from citybricks.methods.ballot.documents.reading import Node, read
from citybricks.methods.ballot.groups import Element, Group

MOST_BYTES = 1 << 30
_SMALL = 1 << 12


@dataclass(frozen=True, slots=True)
class SetupData:
    """Names of the three documents an archive begins with."""

    election: str
    trustees: str
    credentials: str

    @classmethod
    def parse(cls, raw: bytes) -> SetupData:
        """Read it."""
        names = ("election", "trustees", "credentials")
        fields = read(raw, "setup_data", most_bytes=_SMALL).fields(*names)
        return cls(*(fields[name].hash() for name in names))

    def write(self) -> bytes:
        """Return the canonical bytes."""
        names = ("election", "trustees", "credentials")
        return strict_json.dumps({name: getattr(self, name) for name in names})


@dataclass(frozen=True, slots=True)
class EncryptedTally:
    """Of each question: one ciphertext of each choice, or the answers to be shuffled."""

    answers: tuple[tuple[Ciphertext, ...], ...]

    @classmethod
    def parse(cls, raw: bytes, group: Group) -> EncryptedTally:
        """Read it."""
        return cls(_ciphertexts(read(raw, "encrypted_tally", most_bytes=MOST_BYTES), group))

    def write(self, group: Group) -> bytes:
        """Return the canonical bytes."""
        return strict_json.dumps(_written(self.answers, group))


@dataclass(frozen=True, slots=True)
class Sized:
    """How many ballots were counted and what they weigh, and the name of their tally."""

    num_tallied: int
    total_weight: int
    encrypted_tally: str

    @classmethod
    def parse(cls, raw: bytes) -> Sized:
        """Read it."""
        root = read(raw, "sized_encrypted_tally", most_bytes=_SMALL)
        fields = root.fields("num_tallied", "total_weight", "encrypted_tally")
        count, weight = fields["num_tallied"].integer(), fields["total_weight"].integer()
        return cls(count, weight, fields["encrypted_tally"].hash())

    def write(self) -> bytes:
        """Return the canonical bytes."""
        names = ("num_tallied", "total_weight", "encrypted_tally")
        return strict_json.dumps({name: getattr(self, name) for name in names})


@dataclass(frozen=True, slots=True)
class Owned:
    """Which trustee, from 1, gave the document with the name `payload`."""

    owner: int
    payload: str

    @classmethod
    def parse(cls, raw: bytes) -> Owned:
        """Read it."""
        fields = read(raw, "owned", most_bytes=_SMALL).fields("owner", "payload")
        return cls(fields["owner"].integer(1), fields["payload"].hash())

    def write(self) -> bytes:
        """Return the canonical bytes."""
        return strict_json.dumps({"owner": self.owner, "payload": self.payload})


@dataclass(frozen=True, slots=True, kw_only=True)
class ShuffleProof:
    """Proof of a shuffle after Terelius and Wikström, as CHVote 1.3.2 writes it.

    Parameters
    ----------
    commitments
        The five of the whole: t1, t2, t3, t41 and t42 of the protocol.
    link_commitments
        Of each ciphertext.
    responses
        The four of the whole: s1 to s4.
    link_responses, factor_responses
        Of each ciphertext.
    permutation
        Commitments to the places, c of the protocol.
    chain
        Commitments to the products of the factors, c-hat of the protocol.
    """

    commitments: tuple[Element, ...]
    link_commitments: tuple[Element, ...]
    responses: tuple[int, ...]
    link_responses: tuple[int, ...]
    factor_responses: tuple[int, ...]
    permutation: tuple[Element, ...]
    chain: tuple[Element, ...]

    @classmethod
    def of(cls, node: Node, group: Group) -> ShuffleProof:
        """Read it."""
        announced, answered, permutation, chain = node.items(4)
        t, s = announced.items(5), answered.items(6)
        return cls(
            commitments=tuple(one.element(group) for one in [*t[:3], *t[3].items(2)]),
            link_commitments=_elements(t[4], group),
            responses=_exponents(s[:4], group),
            link_responses=_exponents(s[4].items(), group),
            factor_responses=_exponents(s[5].items(), group),
            permutation=_elements(permutation, group),
            chain=_elements(chain, group),
        )

    def json(self, group: Group) -> list[Any]:
        """Return what is written."""

        def written(elements: tuple[Element, ...]) -> list[Any]:
            return [group.write(one) for one in elements]

        def numbers(exponents: tuple[int, ...]) -> list[Any]:
            return [str(one) for one in exponents]

        t = written(self.commitments)
        links, factors = numbers(self.link_responses), numbers(self.factor_responses)
        return [
            [*t[:3], t[3:], written(self.link_commitments)],
            [*numbers(self.responses), links, factors],
            written(self.permutation),
            written(self.chain),
        ]


@dataclass(frozen=True, slots=True)
class Shuffle:
    """Of each ranked question: the ciphertexts in another order, encrypted anew, and a proof."""

    ciphertexts: tuple[tuple[Ciphertext, ...], ...]
    proofs: tuple[ShuffleProof, ...]

    @classmethod
    def parse(cls, raw: bytes, group: Group) -> Shuffle:
        """Read it."""
        fields = read(raw, "shuffle", most_bytes=MOST_BYTES).fields("ciphertexts", "proofs")
        given = fields["proofs"].items()
        return cls(
            _ciphertexts(fields["ciphertexts"], group),
            tuple(ShuffleProof.of(one, group) for one in given),
        )

    def write(self, group: Group) -> bytes:
        """Return the canonical bytes."""
        return strict_json.dumps(
            {
                "ciphertexts": _written(self.ciphertexts, group),
                "proofs": [one.json(group) for one in self.proofs],
            }
        )


@dataclass(frozen=True, slots=True)
class PartialDecryption:
    """Of each ciphertext of the tally: what one trustee's secret makes of it, with a proof."""

    decryption_factors: tuple[tuple[Element, ...], ...]
    decryption_proofs: tuple[tuple[Proof, ...], ...]

    @classmethod
    def parse(cls, raw: bytes, group: Group) -> PartialDecryption:
        """Read it."""
        root = read(raw, "partial_decryption", most_bytes=MOST_BYTES)
        fields = root.fields("decryption_factors", "decryption_proofs")
        return cls(
            tuple(_elements(one, group) for one in fields["decryption_factors"].items()),
            tuple(proofs(one, group) for one in fields["decryption_proofs"].items()),
        )

    def write(self, group: Group) -> bytes:
        """Return the canonical bytes."""
        factors = [[group.write(one) for one in some] for some in self.decryption_factors]
        proven = [[one.json() for one in some] for some in self.decryption_proofs]
        return strict_json.dumps({"decryption_factors": factors, "decryption_proofs": proven})


Counts = tuple[int, ...]
Rankings = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Of each question: marks of each choice, or the opened answers in shuffled order."""

    result: tuple[Counts | Rankings, ...]

    @classmethod
    def parse(cls, raw: bytes, election: Election) -> Result:
        """Read it."""
        root = read(raw, "result", most_bytes=MOST_BYTES)
        given = root.fields("result")["result"].items(len(election.questions))
        found: list[Counts | Rankings] = []
        for node, question in zip(given, election.questions, strict=True):
            if isinstance(question, HomomorphicQuestion):
                found.append(_integers(node))
            else:
                found.append(tuple(_integers(one) for one in node.items()))
        return cls(tuple(found))

    def write(self) -> bytes:
        """Return the canonical bytes."""
        return strict_json.dumps({"result": _lists(self.result)})


def _ciphertexts(node: Node, group: Group) -> tuple[tuple[Ciphertext, ...], ...]:
    return tuple(
        tuple(Ciphertext.of(one, group) for one in answer.items()) for answer in node.items()
    )


def _written(answers: tuple[tuple[Ciphertext, ...], ...], group: Group) -> list[Any]:
    return [[one.json(group) for one in answer] for answer in answers]


def _elements(node: Node, group: Group) -> tuple[Element, ...]:
    return tuple(one.element(group) for one in node.items())


def _exponents(nodes: list[Node], group: Group) -> tuple[int, ...]:
    return tuple(one.exponent(group) for one in nodes)


def _integers(node: Node) -> tuple[int, ...]:
    return tuple(one.integer() for one in node.items())


def _lists(value: Any) -> Any:
    return [_lists(one) for one in value] if isinstance(value, tuple) else value
