"""The trustee's side: answers to the tasks of `rounds`, from the trustee's secret alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.documents import Proof, SignedMessage
from citybricks.methods.ballot.documents.reading import Node
from citybricks.methods.ballot.groups import Group, by_name
from citybricks.methods.ballot.proving import decrypting, shuffling
from citybricks.methods.ballot.proving.board import Board
from citybricks.methods.ballot.proving.ceremony import Ceremony
from citybricks.methods.ballot.proving.chance import SECRET, Below
from citybricks.methods.ballot.proving.channels import Sealed
from citybricks.methods.ballot.proving.keys import single_key
from citybricks.methods.ballot.proving.member import Member, private_key
from citybricks.methods.ballot.proving.trustees import public_key


class TaskError(ValueError):
    """A task that a trustee does not do, with the reason."""


@dataclass(frozen=True, slots=True)
class Trustee:
    """A trustee that holds a secret.

    Parameters
    ----------
    seed
        The secret; used for one election.
    below
        Source of chance.
    """

    seed: str = field(repr=False)
    below: Below = SECRET

    def answer(self, step: str, data: Any, board: Callable[[], Board]) -> bytes:
        """Return the answer to a task, in canonical JSON.

        Parameters
        ----------
        step, data
            The task, as `rounds` describes it; a step more is ``key``, whose data name the group
            and whose answer is the public key of a single trustee.
        board
            Reads the archive.

        Raises
        ------
        TaskError
            When the step is not known, or the key is not one of the election.
        BoardError
            When the board is not ready for it, or is wrong.
        CeremonyError
            When another trustee has sent something wrong.
        DocumentError
            When the data have another shape.
        """
        task = Node(data, None, step)
        if step == "key":
            group = _group(task.fields("group")["group"])
            key = public_key(group, single_key(group, self.seed), self.below)
            return strict_json.dumps(key.json(group))
        if step in {"certificate", "polynomial", "check"}:
            return strict_json.dumps(self._in_ceremony(step, task))
        if step == "shuffle":
            return self.shuffle(board())
        if step == "decrypt":
            given = task.value.get("private_key") if isinstance(task.value, dict) else None
            return self.share(board(), None if given is None else Node(given, task, "private_key"))
        raise TaskError(f"step {step[:40]!r} is not known")

    def shuffle(self, board: Board) -> bytes:
        """Shuffle what the board holds."""
        group = board.setting.group
        made = shuffling.shuffle(board.setting, board.to_shuffle(), self.below)
        return made.write(group)

    def share(self, board: Board, sealed: Node | None) -> bytes:
        """Decrypt what the board holds, with a single key or that sealed in a ceremony."""
        group = board.setting.group
        tally = board.to_decrypt()
        key = self._private_key(group, sealed)
        if board.owner(group.generator_power(key)) is None:
            raise TaskError("this key is not one of the election's trustees")
        return decrypting.share(board.setting, tally, key, self.below).write(group)

    def _private_key(self, group: Group, sealed: Node | None) -> int:
        if sealed is None:
            return single_key(group, self.seed)
        return private_key(group, self.seed, Sealed.of(sealed, group))

    def _in_ceremony(self, step: str, task: Node) -> Any:
        names = ["group", "size", "threshold", "index"]
        names += ["certificates"] if step != "certificate" else []
        names += ["coefexps", "signatures", "secrets"] if step == "check" else []
        fields = task.fields(*names)
        group = _group(fields["group"])
        size, threshold, index = (fields[name].integer(1) for name in names[1:4])
        for name, number in (("threshold", threshold), ("index", index)):
            if number > size:
                raise fields[name].error(f"from 1 to {size}", f"应为 1 至 {size}")
        member = Member(Ceremony(group, size, threshold), index, self.seed, self.below)
        if step == "certificate":
            return member.certificate().json()
        certificates = [SignedMessage.of(one, group) for one in fields["certificates"].items()]
        if step == "polynomial":
            return member.contribution(certificates).json(group)
        keys = member.keys(
            certificates,
            [SignedMessage.of(one, group) for one in fields["coefexps"].items()],
            [Proof.of(one, group) for one in fields["signatures"].items()],
            [Sealed.of(one, group) for one in fields["secrets"].items()],
        )
        return {"private_key": keys.sealed.json(group), "public_key": keys.public_key.json(group)}


def _group(node: Node) -> Group:
    try:
        return by_name(node.text())
    except LookupError as error:
        raise node.error(str(error), "未知的群") from None
