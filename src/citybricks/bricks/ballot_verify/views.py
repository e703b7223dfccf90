"""How a report looks: the verdict first, what failed, then the result and every check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from citybricks.bricks.ballot_verify.brick import Verified
from citybricks.bricks.ballot_verify.rows import Checked, Found
from citybricks.types import Table as Data
from citybricks.views import Card, Chart, Page, Table
from citybricks.views.reader import Reader

_SAID = {
    "ok": "Every check was passed: the result is what the ballots on this board come to.",
    "failed": "Do not believe this election before every failed check below is explained.",
    "incomplete": "Nothing is wrong so far, and there is no result yet.",
}


def show(outcome: Verified) -> Page:
    """Show the verdict, what failed, the result, and every check with its evidence."""
    return Page(
        Card(outcome.verdict, "Verdict", description=_SAID[outcome.verdict]),
        Card(outcome.failed, "Failed checks"),
        Card(outcome.voters, "Voted", unit="{person}"),
        Card(outcome.credentials, "Could vote", unit="{person}"),
        Card(outcome.replaced, "Replaced ballots", unit="{ballot}"),
        *_wrong(outcome),
        *_result(outcome),
        Checks(outcome.checks, "Every check"),
        Card(outcome.head or None, "Head of the board", description=_HEAD),
        Page(
            "This shows that what is on the board was counted right. That a voter's device"
            " encrypted what she chose, only audits before casting can show; and nobody can prove"
            " to have voted freely."
        ),
        title="Verification",
    )


_HEAD = "Compare it with the heads that voters and witness cities kept."


@dataclass(frozen=True, slots=True)
class Checks:
    """Checks with what was found, in the reader's language."""

    checks: Data[Checked]
    title: str

    def html(self, reader: Reader) -> Markup:
        """Write the table."""
        words = "chinese" if reader.language.startswith("zh") else "english"
        frame = self.checks.frame[["check", "status", words, "height"]]
        table = Data[Found](frame.rename(columns={words: "found"}))
        return Table(table, self.title, limit=100).html(reader)


def _wrong(outcome: Verified) -> list[Checks]:
    frame = outcome.checks.frame
    wrong = frame[frame["status"].isin(["fail", "warn"])]
    if not len(wrong):
        return []
    return [Checks(Data[Checked](wrong.reset_index(drop=True)), "What should be explained")]


def _result(outcome: Verified) -> list[Any]:
    blocks: list[Any] = []
    frame = outcome.result.frame
    for question in dict.fromkeys(frame["question"]):
        part = frame[frame["question"] == question].reset_index(drop=True)
        part["choice"] = part["choice"].replace("", "–")
        blocks.append(Chart(Data[Any](part), "choice", "votes", kind="bar", title="Votes"))
    if len(outcome.result):
        blocks.append(Table(outcome.result, "Result"))
    if len(outcome.rankings):
        blocks.append(Table(outcome.rankings, "Opened rankings", folded=True))
    return blocks
