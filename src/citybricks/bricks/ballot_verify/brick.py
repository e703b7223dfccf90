"""Whether an online election can be believed, from its archive alone (SDG 16.7, 16.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from annotated_types import Ge, MaxLen

from citybricks import BrickError, Cancelled, Outcome, brick, cancelled
from citybricks.bricks.ballot_verify.rows import (
    Answered,
    Archive,
    Ballots,
    Checked,
    Opened,
    SignedHead,
)
from citybricks.types import People, Table

if TYPE_CHECKING:
    from citybricks.methods.ballot.verifying import Report

TRACKER = 43
"""Characters of a tracker."""


class Verified(Outcome):
    """What was found of an election."""

    verdict: Literal["ok", "failed", "incomplete"]
    """Only with a result and no failed check it is ok."""
    checks: Table[Checked]
    """Every check with its evidence."""
    failed: Annotated[int, Ge(0)]
    """Checks that failed."""
    result: Table[Answered]
    """Marks of each choice; none unless all is well."""
    rankings: Table[Opened]
    """Opened rankings and grades; none unless all is well."""
    name: str
    """The election."""
    uuid: str
    """Its identifier."""
    group: str
    """Where ballots are encrypted."""
    credentials: People
    """Who could vote."""
    voters: People
    """Who voted."""
    ballots: Ballots
    """Ballots on the board, also those that a later one replaced."""
    replaced: Ballots
    """Ballots that a later one replaced."""
    weight: Annotated[int, Ge(0)]
    """What all who voted weigh together."""
    height: Annotated[int, Ge(0)] | None
    """Number of the last event."""
    head: str
    """Hash of the last event: the same for everybody who reads the same board."""
    sha256: str
    """Hash of the archive."""


@brick(
    id="ballot-verify",
    version="1.0.0",
    city="Tsukuba",
    theme="democracy",
    sdg=("16.7.2", "16.6.2"),
    users="Voters, observers, journalists and cities that want to check an online election",
)
def ballot_verify(
    archive: Archive,
    previous: Archive | None = None,
    heads: Annotated[list[SignedHead], MaxLen(1000)] = [],  # noqa: B006 - never changed
    tracker: Annotated[str, MaxLen(100)] = "",
    voters: Annotated[int, Ge(0)] | None = None,
    weight: Annotated[int, Ge(0)] | None = None,
) -> Verified:
    """Whether an online election can be believed.

    Checks an election of the Belenios protocol from what its board published, trusting nobody:
    who could vote, that each ballot is valid and counted once, that shuffles and decryptions
    changed nothing, and that the result follows. Every check has a row with its evidence.

    Parameters
    ----------
    archive
        What the board published: the file UUID.bel.
    previous
        An earlier copy of it; nothing on it may have changed.
    heads
        Signed heads that voters and witness cities kept: head.json or witness.json.
    tracker
        Of a ballot that must be on the board.
    voters
        Voters on the roll, as it was published before credentials were made.
    weight
        What they weigh together; as many as there are without it.

    Raises
    ------
    BrickError
        When a file is not in base64, a head is no JSON, or the tracker is none.

    Notes
    -----
    Signatures of the ballots' credentials, zero-knowledge proofs of every choice and of their
    sums, of shuffles [2]_ and of decryptions are computed anew; what the board says of itself is
    compared with that. The order of events is checked too, which belenios-tool 2.0 does not: a
    ballot after the end of the poll, two results, or rankings that nobody shuffled fail. It is
    not shown that the voter's device encrypted what she chose: only audits before casting show
    that. The same checks run on any computer as `citybricks-verify`.

    References
    ----------
    .. [1] Cortier V., Gaudry P., Glondu S., Belenios: a simple private and verifiable electronic
       voting system, Foundations of Security, Protocols, and Equational Reasoning (2019) 214-238,
       doi:10.1007/978-3-030-19052-1_14.
    .. [2] Terelius B., Wikström D., Proofs of restricted shuffles, AFRICACRYPT 2010, 100-113,
       doi:10.1007/978-3-642-12678-9_7.
    """
    import io

    from citybricks.methods.ballot.verifying import verify

    if tracker and len(tracker) != TRACKER:
        raise BrickError("tracker", "has {length} characters, not 43", length=len(tracker))
    report = verify(
        io.BytesIO(_content("archive", archive)),
        previous=None if previous is None else io.BytesIO(_content("previous", previous)),
        heads=_heads(heads),
        tracker=tracker or None,
        roll=_roll(voters, weight),
        progress=_go_on,
    )
    return _outcome(report)


def _go_on(_ballots: int) -> None:
    """Stop between two ballots when nobody waits for the report any more."""
    if cancelled():
        raise Cancelled


def _roll(voters: int | None, weight: int | None) -> dict[str, int] | None:
    if voters is None:
        return None
    return {"count": voters, "total_weight": voters if weight is None else weight}


def _content(name: str, file: Archive | SignedHead) -> bytes:
    try:
        return file.file().content
    except ValueError:
        raise BrickError(f"{name}.content", "is not valid base64") from None


def _heads(given: list[SignedHead]) -> list[dict[str, Any]]:
    import json

    from citybricks.methods.ballot.verifying import Refused
    from citybricks.methods.ballot.verifying.heads import among

    found = []
    for at, one in enumerate(given):
        content = _content(f"heads.{at}", one)
        try:
            found += among(json.loads(content))
        except (ValueError, RecursionError, Refused):
            raise BrickError(f"heads.{at}", "is neither head.json nor witness.json") from None
    return found


def _outcome(report: Report) -> Verified:
    counts, head = report.counts, report.head
    return Verified(
        verdict=report.verdict,
        checks=_table(Checked, _checks(report)),
        failed=len(report.failed),
        result=_table(Answered, _answered(report)),
        rankings=_table(Opened, _opened(report)),
        name=report.name,
        uuid=report.uuid,
        group=report.group,
        credentials=counts["credentials"],
        voters=counts["voters"],
        ballots=counts["ballots"],
        replaced=counts["revotes"],
        weight=counts["weight"],
        height=head.get("height"),
        head=head.get("event_hash", ""),
        sha256=head["sha256"],
    )


def _checks(report: Report) -> list[dict[str, Any]]:
    import json

    return [
        {
            "check": row.id,
            "status": row.status,
            "english": row.en,
            "chinese": row.zh,
            "height": row.evidence.get("height"),
            "evidence": json.dumps(row.evidence, ensure_ascii=False) if row.evidence else "",
        }
        for row in report.checks
    ]


def _answered(report: Report) -> list[dict[str, Any]]:
    return [
        {"question": question["question"], "choice": choice, "votes": votes}
        for question, found in zip(report.questions, report.result or (), strict=False)
        if not question["ranked"]
        for choice, votes in zip(question["answers"], found, strict=True)
    ]


def _opened(report: Report) -> list[dict[str, Any]]:
    return [
        {
            "question": question["question"],
            "ballot": at,
            "numbers": ", ".join(str(number) for number in numbers),
        }
        for question, found in zip(report.questions, report.result or (), strict=False)
        if question["ranked"]
        for at, numbers in enumerate(found, 1)
    ]


def _table(row: Any, rows: list[dict[str, Any]]) -> Any:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(row.model_fields))
    if "height" in frame:
        frame["height"] = frame["height"].astype("Int64")
    return Table[row](frame)
