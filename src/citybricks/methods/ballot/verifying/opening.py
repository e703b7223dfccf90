"""What follows the last ballot: tally, shuffles, decryptions, result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nacl.exceptions import CryptoError

from citybricks.methods.ballot.digests import sha256_hex
from citybricks.methods.ballot.documents import (
    Ciphertext,
    DocumentError,
    EncryptedTally,
    Owned,
    PartialDecryption,
    Pedersen,
    Result,
)
from citybricks.methods.ballot.verifying import decryption, results, shuffles, tally
from citybricks.methods.ballot.verifying.checks import Refused
from citybricks.methods.ballot.verifying.polling import OF_EACH
from citybricks.methods.ballot.verifying.proofs import is_too_long
from citybricks.methods.ballot.verifying.report import Ledger
from citybricks.methods.ballot.verifying.setup import Setup
from citybricks.methods.ballot.verifying.structure import Step
from citybricks.methods.ballot.verifying.tally import Urn

_ENOUGH = 2
"""Shufflers of whom one may be dishonest."""


class Opening:
    """Follows the opening of an election and notes what is wrong with it.

    Parameters
    ----------
    setup, urn, ledger
        The election, its ballots, where it is noted.
    """

    def __init__(self, setup: Setup, urn: Urn, ledger: Ledger) -> None:
        self.setup, self.urn, self.ledger = setup, urn, ledger
        self.results = 0
        self.result: Result | None = None
        """What the board says, when it is true."""
        self._current: list[tuple[Ciphertext, ...]] | None = None
        """What is to be shuffled or opened next; None when it cannot be known."""
        self._shufflers: list[int] = []
        self._shuffled = False
        """Whether it was judged who shuffled."""
        self._shares: dict[int, PartialDecryption] = {}
        self._invalid: dict[int, Refused] = {}
        self._decrypters: list[int] = []
        self._waiting: list[tuple[int, Step]] = []
        if not ledger.failing(OF_EACH):
            self._current = list(urn.tally().answers)

    def tally(self, step: Step) -> None:
        """Check the published tally: T1, T2."""
        raw, sized = step.data[0].content, step.payload
        if self.ledger.failing(OF_EACH):
            self._take(raw)  # what ballots come to cannot be said
            return
        for refused in tally.check(self.urn, sized, raw):
            self.ledger.fail(refused.at(**step.where))
        self.ledger.passed("T1", "T2", **step.where)

    def _take(self, raw: bytes) -> None:
        group, questions = self.setup.group, self.setup.election.questions
        choices = sum(question.choices for question in questions)
        if is_too_long(raw, choices * max(1, len(self.urn.setup.credentials))):
            return
        try:
            answers = EncryptedTally.parse(raw, group).answers
        except DocumentError:
            return
        elements = [x for some in answers for one in some for x in (one.alpha, one.beta)]
        if len(answers) == len(questions) and not group.strangers(elements):
            self._current = list(answers)

    def shuffle(self, step: Step) -> None:
        """Check a shuffle: M2."""
        raw, owned = step.data[0].content, self._owned(step, "M2")
        if owned is None or self._current is None:
            return
        if not 1 <= owned.owner <= len(self.setup.trustees.keys):
            self._fail("M1", "a shuffle is of no trustee", "有混洗不属于任何受托人", step, owned)
        if owned.owner in self._shufflers:
            self._fail("M1", "a trustee shuffled twice", "有受托人混洗了两次", step, owned)
        self._shufflers.append(owned.owner)
        ranked = self.setup.election.ranked
        try:
            done = shuffles.check(self.setup, [self._current[at] for at in ranked], raw)
        except Refused as refused:
            self.ledger.fail(refused.at(**step.where, owner=owned.owner))
            self._current = None
            return
        self.ledger.passed("M2", shuffles=len(self._shufflers))
        for at, ciphertexts in zip(ranked, done.ciphertexts, strict=True):
            self._current[at] = ciphertexts

    def share(self, step: Step) -> None:
        """Check a partial decryption: D1."""
        self._count_shufflers()
        owned = self._owned(step, "D1")
        if owned is None or self._current is None:
            return
        if owned.owner in self._decrypters:
            self._fail("D2", "a trustee decrypted twice", "有受托人解密了两次", step, owned)
        self._decrypters.append(owned.owner)
        self._waiting.append((owned.owner, step))

    def _decrypt(self) -> None:
        """Check the partial decryptions that wait, all together."""
        waiting, self._waiting = self._waiting, []
        if self._current is None or not waiting:
            return
        given = [(owner, step.data[0].content) for owner, step in waiting]
        found = decryption.check_all(self.setup, self._current, given)
        for (owner, step), share in zip(waiting, found, strict=True):
            if not isinstance(share, Refused):
                self._shares[owner] = share
                self.ledger.passed("D1", trustees=sorted(self._shares))
            elif share.check_id == "D1":
                self._invalid[owner] = share.at(**step.where)
            else:
                self.ledger.fail(share.at(**step.where))

    def announce(self, step: Step) -> None:
        """Check a result: D2, R1."""
        self.results += 1
        self._count_shufflers()
        self._decrypt()
        if self.results > 1:
            self.result = None
            two = ("there is more than one result", "存在多个结果")
            self._fail("R1", *two, step)
            return
        if self._current is None:
            return
        absent = decryption.missing(self.setup.trustees, list(self._shares))
        if absent is not None:
            self.ledger.fail(absent.at(**step.where))
            return
        self.ledger.passed("D2", trustees=sorted(self._shares))
        self._compare(step, self._current)

    def _compare(self, step: Step, current: Sequence[Sequence[Ciphertext]]) -> None:
        try:
            plain = decryption.opened(self.setup, current, self._shares)
            self.result = results.check(
                self.setup.election, plain, step.payload, self.urn.total_weight
            )
        except Refused as refused:
            self.ledger.fail(refused.at(**step.where))
        except CryptoError:
            self._fail("R1", "the tally cannot be opened", "计票结果无法解密", step)
        else:
            self.ledger.passed("R1", **step.where)

    def close(self) -> None:
        """Judge what is known only at the end: decryptions that are invalid and not needed."""
        self._decrypt()
        threshold: set[int] = set()
        before = 0
        for item in self.setup.trustees.items:
            size = len(item.certs) if isinstance(item, Pedersen) else 1
            if isinstance(item, Pedersen):
                threshold.update(range(before + 1, before + size + 1))
            before += size
        enough = decryption.missing(self.setup.trustees, list(self._shares)) is None
        for owner, refused in self._invalid.items():
            spared = owner in threshold and (enough or not self.results)
            (self.ledger.warn if spared else self.ledger.fail)(refused)

    def _count_shufflers(self) -> None:
        """M1, once the shuffles are over."""
        if self._shuffled or not self.setup.election.ranked:
            return
        self._shuffled = True
        count = len(set(self._shufflers))
        if not count:
            self.ledger.fail(
                Refused(
                    "M1",
                    "Rankings were opened without a shuffle: each stands beside its ballot.",
                    "排序选票未经混洗即解密：每份排序都能对应到选票。",
                )
            )
        elif count < _ENOUGH:
            self.ledger.warn(
                Refused(
                    "M1",
                    "Only one trustee shuffled: who could tell which ranking is whose.",
                    "只有一位受托人混洗：此人可得知各排序属于谁。",
                    {"owners": sorted(set(self._shufflers))},
                )
            )
        self.ledger.passed("M1", owners=sorted(set(self._shufflers)))

    def _owned(self, step: Step, check_id: str) -> Owned | None:
        """Return whose document is in front of the payload."""
        try:
            owned = Owned.parse(step.payload)
        except DocumentError as error:
            self.ledger.fail(Refused(check_id, f"{error}.", f"{error.where} {error.zh}。"))
            return None
        if owned.payload != sha256_hex(step.data[0].content):
            self._fail(check_id, "an owner names another document", "所有者指向另一份文件", step)
            return None
        return owned

    def _fail(
        self, check_id: str, en: str, zh: str, step: Step, owned: Owned | None = None
    ) -> None:
        where: dict[str, Any] = dict(step.where)
        if owned is not None:
            where["owner"] = owned.owner
        self.ledger.fail(Refused(check_id, f"{en[0].upper()}{en[1:]}.", f"{zh}。", where))
