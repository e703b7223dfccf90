"""The server's side of a ceremony: which task a trustee has now, and whether an answer is right.

The server carries messages and keeps them; no secret passes through it. Tasks and answers are
JSON:

============= ======================================== =====================================
step          data of the task                         answer
============= ======================================== =====================================
`certificate` group, size, threshold, index            message, signature
`polynomial`  the same and certificates                coefexps, signature, secrets
`check`       the same, certificates, coefexps,        private_key (sealed for its owner),
              signatures, and secrets for this trustee public_key
`shuffle`     owner                                    a shuffle
`decrypt`     owner and private_key                    a partial decryption
`wait`        -                                        -
============= ======================================== =====================================

For `shuffle` and `decrypt` a trustee reads the archive itself, see `answering`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from citybricks.methods.ballot.documents import Pedersen, SignedMessage, TrusteeKey
from citybricks.methods.ballot.documents.reading import read
from citybricks.methods.ballot.proving.ceremony import Ceremony, CeremonyError, Contribution
from citybricks.methods.ballot.proving.channels import Sealed

Step = Literal["certificate", "polynomial", "check"]
STEPS: tuple[Step, ...] = ("certificate", "polynomial", "check")
MOST_BYTES = 4 << 20
"""Of an answer: a hundred trustees in a group of 2048 bits."""


@dataclass(slots=True)
class Rounds:
    """A ceremony as far as it has come.

    Parameters
    ----------
    ceremony
        Which one.
    answers
        What trustees have given, as canonical JSON by index and step; each was taken by `take`.
    """

    ceremony: Ceremony
    answers: Mapping[int, Mapping[str, bytes]] = field(default_factory=dict)

    def task(self, index: int) -> tuple[Step | Literal["wait", "done"], dict[str, Any]]:
        """Return what a trustee has to do now: a step and its data."""
        for number, step in enumerate(STEPS):
            if step not in self.answers.get(index, {}):
                before = STEPS[number - 1] if number else None
                return (step, self._data(index, step)) if self._all(before) else ("wait", {})
        return "done", {}

    def take(self, index: int, step: str, raw: bytes) -> None:
        """Check an answer; who calls keeps it.

        Parameters
        ----------
        index
            Of the trustee, counted from 1.
        step
            Which task it answers.
        raw
            Canonical JSON.

        Raises
        ------
        CeremonyError
            When it is not the trustee's task now, or the answer is wrong.
        DocumentError
            When it has another shape.
        """
        wanted, _ = self.task(index)
        if step != wanted or wanted in {"wait", "done"}:
            raise CeremonyError(
                index, f"{step!r} is not asked for now", f"现在不需要 {step!r} 这一步"
            )
        if step == "certificate":
            self.ceremony.certificate(index, self._certificate(raw))
        elif step == "polynomial":
            self._take_contribution(index, self._contribution(raw))
        else:
            self._take_key(index, self._key(raw))

    def trustees(self) -> Pedersen | None:
        """Return what the board publishes, once all have answered all; None before."""
        if not self._all("check"):
            return None
        keys = [self._key(raw) for raw in self._given("check")]
        return self.ceremony.assembled(self._certificates(), self._contributions(), keys)

    def private_key(self, index: int) -> dict[str, Any]:
        """Return the private key of a trustee, sealed for that trustee: data of `decrypt`."""
        fields = read(self.answers[index]["check"], most_bytes=MOST_BYTES).fields(
            "private_key", "public_key"
        )
        return Sealed.of(fields["private_key"], self.ceremony.group).json(self.ceremony.group)

    def _all(self, step: str | None) -> bool:
        everybody = range(1, self.ceremony.size + 1)
        return step is None or all(step in self.answers.get(index, {}) for index in everybody)

    def _given(self, step: str) -> list[bytes]:
        return [self.answers[index][step] for index in range(1, self.ceremony.size + 1)]

    # --- what is asked -------------------------------------------------------------------------
    def _data(self, index: int, step: Step) -> dict[str, Any]:
        ceremony = self.ceremony
        data: dict[str, Any] = {
            "group": ceremony.group.name,
            "size": ceremony.size,
            "threshold": ceremony.threshold,
            "index": index,
        }
        if step == "certificate":
            return data
        data["certificates"] = [one.json() for one in self._certificates()]
        if step == "polynomial":
            return data
        given = self._contributions()
        data["coefexps"] = [one.coefexps.json() for one in given]
        data["signatures"] = [one.signature.json() for one in given]
        data["secrets"] = [one.secrets[index - 1].json(ceremony.group) for one in given]
        return data

    # --- what was answered ---------------------------------------------------------------------
    def _certificate(self, raw: bytes) -> SignedMessage:
        root = read(raw, "certificate", most_bytes=MOST_BYTES)
        return SignedMessage.of(root, self.ceremony.group)

    def _certificates(self) -> list[SignedMessage]:
        return [self._certificate(raw) for raw in self._given("certificate")]

    def _contribution(self, raw: bytes) -> Contribution:
        root = read(raw, "polynomial", most_bytes=MOST_BYTES)
        return Contribution.of(root, self.ceremony.group)

    def _contributions(self) -> list[Contribution]:
        return [self._contribution(raw) for raw in self._given("polynomial")]

    def _key(self, raw: bytes) -> TrusteeKey:
        fields = read(raw, "check", most_bytes=MOST_BYTES).fields("private_key", "public_key")
        Sealed.of(fields["private_key"], self.ceremony.group)
        return TrusteeKey.of(fields["public_key"], self.ceremony.group)

    def _take_contribution(self, index: int, given: Contribution) -> None:
        self.ceremony.commitments(self._certificates(), index, given)
        if len(given.secrets) != self.ceremony.size:
            raise CeremonyError(
                index,
                f"{len(given.secrets)} shares for {self.ceremony.size} trustees",
                f"给 {self.ceremony.size} 位受托人的份额有 {len(given.secrets)} 个",
            )

    def _take_key(self, index: int, key: TrusteeKey) -> None:
        self.ceremony.check_key(self._certificates(), self._contributions(), index, key)
