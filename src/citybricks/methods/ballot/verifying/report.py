"""What the verifier found: one row for each check, a verdict, counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from citybricks.methods.ballot.verifying.checks import CHECKS, Refused

Status = Literal["pass", "fail", "warn", "skip"]
Verdict = Literal["ok", "failed", "incomplete"]
PROTOCOL = "Belenios v1"


@dataclass(frozen=True, slots=True)
class Row:
    """What became of a check.

    Parameters
    ----------
    id
        Of the check.
    status
        ``skip`` is for what there was nothing to check of, or what nobody asked for.
    en, zh
        What was found.
    evidence
        Where it can be seen; ``more`` counts what was found beyond it.
    """

    id: str
    status: Status
    en: str
    zh: str
    evidence: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found of an archive.

    Parameters
    ----------
    verdict
        ``ok`` only when there is a result and no check failed; ``incomplete`` when no check failed
        and there is no result yet.
    counts
        ``credentials``, ``ballots`` on the board, ``voters`` with a ballot, ``revotes``, and the
        ``weight`` of the voters.
    questions
        Each with ``question``, ``answers`` (the blank one first, if there is one) and ``ranked``.
    result
        As the board gives it; None unless the verdict is ``ok``.
    head
        ``height``, ``event_hash``, ``bytes`` and ``sha256`` of what was read.
    timing
        ``wall`` and ``cpu`` in seconds, of this and its processes; ``cached`` ballots.
    """

    uuid: str
    name: str
    group: str
    protocol: str
    verdict: Verdict
    counts: dict[str, int]
    checks: tuple[Row, ...]
    questions: tuple[dict[str, Any], ...]
    result: list[Any] | None
    head: dict[str, Any]
    timing: dict[str, float]

    def json(self) -> dict[str, Any]:
        """Return what is written in JSON."""
        return asdict(self)

    def row(self, check_id: str) -> Row:
        """Return the row of a check."""
        return next(row for row in self.checks if row.id == check_id)

    @property
    def failed(self) -> tuple[str, ...]:
        """Identifiers of the checks that failed."""
        return tuple(row.id for row in self.checks if row.status == "fail")


class Ledger:
    """Gathers what is found while an archive is read."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[Status, Refused, int]] = {}
        self._passed: dict[str, dict[str, Any]] = {}

    def fail(self, refused: Refused) -> None:
        """Note what did not pass; the first of each check is kept, the others are counted."""
        self._note("fail", refused)

    def warn(self, refused: Refused) -> None:
        """Note what passed and should be known."""
        self._note("warn", refused)

    def passed(self, *check_ids: str, **evidence: Any) -> None:
        """Note that there was something to check, and it was."""
        for check_id in check_ids:
            self._passed.setdefault(check_id, {}).update(evidence)

    def failing(self, check_ids: Iterable[str] = CHECKS) -> bool:
        """Say whether one of the checks failed."""
        return any(self._found.get(one, ("pass",))[0] == "fail" for one in check_ids)

    def rows(self) -> tuple[Row, ...]:
        """Return a row for each check."""
        return tuple(self._row(check_id) for check_id in CHECKS)

    def _note(self, status: Status, refused: Refused) -> None:
        before = self._found.get(refused.check_id)
        if before is None or (status == "fail" and before[0] == "warn"):
            self._found[refused.check_id] = (status, refused, 0)
        elif before[0] == status:
            self._found[refused.check_id] = (status, before[1], before[2] + 1)

    def _row(self, check_id: str) -> Row:
        if check_id in self._found:
            status, refused, more = self._found[check_id]
            evidence = {**refused.evidence, **({"more": more} if more else {})}
            return Row(check_id, status, refused.en, refused.zh, evidence)
        check = CHECKS[check_id]
        if check_id in self._passed:
            return Row(check_id, "pass", check.en, check.zh, self._passed[check_id])
        return Row(check_id, "skip", f"Not checked: {check.en}", f"未检查：{check.zh}")
