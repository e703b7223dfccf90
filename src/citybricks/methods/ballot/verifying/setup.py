"""What ballots are checked against: election, trustees, credentials, and the checks of these."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nacl.exceptions import CryptoError

from citybricks.methods.ballot.digests import fingerprint
from citybricks.methods.ballot.documents import (
    Credential,
    DocumentError,
    Election,
    HomomorphicQuestion,
    Question,
    Single,
    Trustees,
    UnsupportedError,
    parse_credentials,
)
from citybricks.methods.ballot.groups import Element, Group
from citybricks.methods.ballot.verifying import ceremony
from citybricks.methods.ballot.verifying.checks import Refused
from citybricks.methods.ballot.verifying.proofs import holds_key

_BASE_58 = frozenset("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")
_SHORTEST = 14
"""Characters of an election's name in the protocol."""
_MOST_ANSWERS = 1_000


@dataclass(frozen=True)
class Setup:
    """An election, ready to check ballots against.

    Parameters
    ----------
    election, trustees, credentials
        As they were read.
    fingerprint
        Of the bytes of ``election.json``; every ballot names it.
    digest
        SHA-256 of the bytes of all three.
    """

    election: Election
    trustees: Trustees
    credentials: tuple[Credential, ...]
    fingerprint: str
    digest: str

    @property
    def group(self) -> Group:
        """Where the election is held."""
        return self.election.group

    @cached_property
    def weights(self) -> Mapping[str, int]:
        """The weight of each credential, by how the group writes it."""
        write = self.group.write
        return {write(one.key): one.weight or 1 for one in self.credentials}

    @property
    def asked(self) -> tuple[dict[str, Any], ...]:
        """Return what a report says of the questions."""
        return tuple(_asked(one) for one in self.election.questions)

    @cached_property
    def key_power(self) -> Callable[[int], Element]:
        """Powers of the key of the election, from a table."""
        return self.group.table(self.election.public_key)


def _asked(question: Question) -> dict[str, Any]:
    """Return what a report says of a question; the blank choice has an empty name."""
    counted = isinstance(question, HomomorphicQuestion)
    blank = [""] if counted and question.choices > len(question.answers) else []
    answers = [*blank, *question.answers]
    return {"question": question.question, "answers": answers, "ranked": not counted}


def of(election: bytes, trustees: bytes, credentials: bytes) -> Setup:
    """Read the three documents an archive begins with.

    Parameters
    ----------
    election, trustees, credentials
        Bytes of ``election.json``, ``trustees.json`` and ``public_credentials.json``.

    Raises
    ------
    Refused
        When one is not canonical or not of a known kind: S1; S3 for trustees, S5 for credentials.
        What they say is not checked; see `check`.
    """
    hashed = b"".join(hashlib.sha256(one).digest() for one in (election, trustees, credentials))
    asked = _read("S1", lambda: Election.parse(election))
    return Setup(
        election=asked,
        trustees=_read("S3", lambda: Trustees.parse(trustees, asked.group)),
        credentials=_read("S5", lambda: parse_credentials(credentials, asked.group)),
        fingerprint=fingerprint(election),
        digest=hashlib.sha256(hashed).hexdigest(),
    )


def _read(check_id: str, parse: Callable[[], Any]) -> Any:
    try:
        return parse()
    except UnsupportedError as error:
        raise Refused(
            "S1",
            f"Cannot verify: {error.where}: {error.en}",
            f"无法验证：{error.where}：{error.zh}",
        ) from None
    except DocumentError as error:
        raise Refused(
            check_id, f"{error.where}: {error.en}", f"{error.where}：{error.zh}"
        ) from None


def check(setup: Setup) -> list[Refused]:
    """Return what is wrong with a setup: checks S2 to S6; warnings have ``warning`` in evidence."""
    found: list[Refused] = []
    found += _keys(setup)
    found += ceremony.check(setup.trustees, setup.group)
    found += _product(setup)
    found += _credentials(setup)
    found += _questions(setup)
    return found


def check_roll(setup: Setup, roll: Mapping[str, Any]) -> Refused | None:
    """Return S7 when credentials are not as many, or not of the weight, as voters on a roll.

    Parameters
    ----------
    setup
        The election.
    roll
        What was published of the roll: ``count`` and ``total_weight``. Credentials beyond it are
        a warning: they may be spare ones, for voters who lose theirs.
    """
    count, weight = roll.get("count"), roll.get("total_weight")
    if type(count) is not int or type(weight) is not int:
        return Refused("S7", "The roll has no count and weight.", "名册缺少人数或总权重。")
    keys, total = len(setup.credentials), sum(setup.weights.values())
    if (keys, total) == (count, weight):
        return None
    spare = {"warning": True} if keys > count and total - weight >= keys - count else {}
    return Refused(
        "S7",
        f"{keys} credentials of weight {total} stand against {count} voters of weight {weight}.",
        f"凭证 {keys} 个、总权重 {total}，名册 {count} 人、总权重 {weight}。",
        {"credentials": keys, "voters": count, **spare},
    )


def _keys(setup: Setup) -> list[Refused]:
    """S2: the keys of single trustees; those of a ceremony are checked with it."""
    group, found = setup.group, []
    owner = 0
    for item in setup.trustees.items:
        keys = [item.key] if isinstance(item, Single) else item.verification_keys
        for key in keys:
            owner += 1
            known = group.is_member(key.public_key) and key.public_key != group.identity
            if not known or not holds_key(group, key.public_key, key.pok):
                found.append(
                    Refused(
                        "S2",
                        f"Trustee {owner} has not proved to know the secret half of its key.",
                        f"第 {owner} 位受托人未能证明掌握其密钥的秘密部分。",
                        {"owner": owner},
                    )
                )
    if not owner:
        found.append(Refused("S2", "There is no trustee.", "没有受托人。"))
    return found


def _product(setup: Setup) -> list[Refused]:
    group = setup.group
    parts: list[Element] = []
    for item in setup.trustees.items:
        if isinstance(item, Single):
            parts.append(item.key.public_key)
        else:
            parts += [one[0] for one in ceremony.commitments(item, group) if one]
    try:
        product = group.product(parts)
    except CryptoError:
        product = None
    if product == setup.election.public_key and product != group.identity:
        return []
    return [
        Refused(
            "S4",
            "The key of the election is not the product of the trustees' keys.",
            "选举公钥不等于各受托人公钥之积。",
        )
    ]


def _credentials(setup: Setup) -> list[Refused]:
    keys = [one.key for one in setup.credentials]
    found = []
    first: dict[Element, int] = {}
    for at, key in enumerate(keys):
        if first.setdefault(key, at) != at:
            text = setup.group.write(key)
            evidence = {"credential": text, "row": at + 1}
            found.append(
                Refused("S5", "A credential is listed twice.", "有凭证重复列出。", evidence)
            )
    for at in setup.group.strangers(keys):
        text = setup.group.write(keys[at])
        evidence = {"credential": text, "row": at + 1}
        found.append(
            Refused("S5", "A credential is not in the group.", "有凭证不属于该群。", evidence)
        )
    return found


def _questions(setup: Setup) -> list[Refused]:
    election = setup.election
    found: list[Refused] = []

    def refuse(en: str, zh: str) -> None:
        found.append(Refused("S6", en, zh))

    if len(election.uuid) < _SHORTEST or not _BASE_58.issuperset(election.uuid):
        refuse(
            f"The uuid {election.uuid[:40]!r} is not of 14 or more Base58 characters.",
            f"uuid {election.uuid[:40]!r} 不是 14 个或以上的 Base58 字符。",
        )
    if not election.questions:
        refuse("There is no question.", "没有题目。")
    for number, question in enumerate(election.questions, 1):
        count = len(question.answers)
        if not 1 <= count <= _MOST_ANSWERS:
            refuse(f"Question {number} has {count} answers.", f"第 {number} 题有 {count} 个选项。")
        elif isinstance(question, HomomorphicQuestion):
            if not question.min <= question.max <= count:
                refuse(
                    f"Question {number}: from {question.min} to {question.max} of {count} choices"
                    " cannot be.",
                    f"第 {number} 题：{count} 个选项中选"
                    f" {question.min} 至 {question.max} 个不成立。",
                )
        elif count > election.group.most_values:
            most = election.group.most_values
            refuse(
                f"Question {number}: {count} answers cannot be ranked in {election.group.name},"
                f" at most {most}; RFC-3526-2048 holds 254.",
                f"第 {number} 题：{election.group.name} 最多对 {most} 个选项排序，现有 {count} 个；"
                "RFC-3526-2048 可容纳 254 个。",
            )
    if election.ranked and any(weight != 1 for weight in setup.weights.values()):
        refuse(
            "Rankings cannot be weighted, and a credential has a weight.",
            "排序选票不能加权，但有凭证带权重。",
        )
    return found
