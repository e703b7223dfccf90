"""The command `citybricks-verify`: the report of an archive on the terminal.

Runs where only gmpy2 and PyNaCl are installed.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from citybricks.methods.ballot.verifying import audited, heads
from citybricks.methods.ballot.verifying.cache import Cache
from citybricks.methods.ballot.verifying.checks import Refused
from citybricks.methods.ballot.verifying.report import Report, Row
from citybricks.methods.ballot.verifying.verification import verify

EXIT = {"ok": 0, "failed": 2, "incomplete": 3}
"""Exit code of each verdict; 1 is for files that cannot be opened and for wrong options."""
_SMALL = 1 << 20
"""Bytes of an archive for which more processes cost more than they bring."""
_EVERY = 1000
"""Ballots between two signs of life."""
_MARKS = {"pass": "✓", "fail": "✗", "warn": "!", "skip": "–"}
_WORDS = {
    "en": {
        "ok": "VERIFIED: every check was passed, and the result is true.",
        "failed": "FAILED: do not trust this election. What failed is marked ✗ below.",
        "incomplete": "INCOMPLETE: nothing is wrong so far, and there is no result yet.",
        "election": "Election",
        "group": "Group",
        "counts": (
            "{ballots} ballots of {voters} voters ({revotes} replaced by a later one);"
            " weight {weight}; {credentials} credentials"
        ),
        "head": "Head",
        "took": "{wall} s, {cpu} s of processor time, {cached} ballots known from before",
        "result": "Result",
        "ballots": "ballots",
        "blank": "blank",
        "read": "{count} ballots read",
    },
    "zh": {
        "ok": "验证通过：所有检查均通过，结果属实。",
        "failed": "验证失败：此选举不可信。未通过的检查以 ✗ 标出。",
        "incomplete": "尚不完整：目前未发现问题，但还没有结果。",
        "election": "选举",
        "group": "群",
        "counts": (
            "{voters} 位投票人的 {ballots} 张选票（其中 {revotes} 张被后来的选票取代）；"
            "总权重 {weight}；凭证 {credentials} 个"
        ),
        "head": "板头",
        "took": "用时 {wall} 秒，处理器时间 {cpu} 秒，{cached} 张选票此前已验证",
        "result": "结果",
        "ballots": "张选票",
        "blank": "空白票",
        "read": "已读 {count} 张选票",
    },
}


class _Parser(argparse.ArgumentParser):
    """Leaves the exit code 2 to elections that failed."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the options."""
        self.print_usage(sys.stderr)
        self.exit(1, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify an archive and print its report.

    Returns
    -------
    int
        0 for ``ok``, 2 for ``failed``, 3 for ``incomplete``; 1 when a file cannot be read.
    """
    given = _parser().parse_args(arguments)
    try:
        if given.audit:
            code, text = audited.told(given.archive, given.audit, given.lang)
            sys.stdout.write(f"{text}\n")
            return code
        report = _report(given)
    except (OSError, ValueError, sqlite3.Error) as error:
        sys.stderr.write(f"citybricks-verify: {error}\n")
        return 1
    shown = (
        json.dumps(report.json(), ensure_ascii=False, indent=1)
        if given.json
        else _text(report, given.lang)
    )
    sys.stdout.write(f"{shown}\n")
    return EXIT[report.verdict]


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="citybricks-verify",
        description="Verify an election from its archive, without trusting who held it.",
        epilog="Exit codes: 0 verified, 2 failed, 3 no result yet, 1 a file cannot be read.",
    )
    parser.add_argument("archive", help="UUID.bel; - for standard input")
    parser.add_argument("--previous", metavar="FILE", help="earlier copy: must be a prefix")
    parser.add_argument(
        "--heads",
        metavar="FILE",
        action="append",
        default=[],
        help="head.json, witness.json or a list of them; may be given again",
    )
    parser.add_argument("--audit", metavar="FILE", help="audit.json: check it and nothing else")
    parser.add_argument("--roll", metavar="FILE", help="count and weight of the roll, as published")
    parser.add_argument("--tracker", help="of a ballot that must be on the board")
    parser.add_argument(
        "--workers", type=int, metavar="N", help="processes; as many as processors by default"
    )
    parser.add_argument("--cache", metavar="FILE", help="remembers what passed, for the next time")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--lang", choices=("zh", "en"), default=_language())
    return parser


def _language() -> str:
    """Return the language of the terminal, if it is one of the two."""
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    return "zh" if said.startswith("zh") else "en"


def _report(given: argparse.Namespace) -> Report:
    with ExitStack() as stack:
        stream: BinaryIO = sys.stdin.buffer
        if given.archive != "-":
            stream = stack.enter_context(Path(given.archive).open("rb"))
        previous = None
        if given.previous:
            previous = stack.enter_context(Path(given.previous).open("rb"))
        return verify(
            stream,
            previous=previous,
            heads=[one for path in given.heads for one in _heads(Path(path))],
            tracker=given.tracker,
            roll=_roll(Path(given.roll)) if given.roll else None,
            workers=given.workers or _processors(given.archive),
            cache=Cache(given.cache) if given.cache else None,
            progress=_progress(given.lang) if sys.stderr.isatty() else None,
        )


def _heads(path: Path) -> list[dict[str, Any]]:
    try:
        return heads.among(json.loads(path.read_bytes()))
    except (ValueError, RecursionError, Refused) as error:
        raise ValueError(f"{path}: no heads in it: {error}") from None


def _roll(path: Path) -> dict[str, Any]:
    value = json.loads(path.read_bytes())
    if not isinstance(value, dict):
        raise ValueError(f"{path}: no commitment to a roll in it")  # noqa: TRY004 - of a file
    return value


def _processors(archive: str) -> int:
    small = archive != "-" and Path(archive).stat().st_size < _SMALL
    return 1 if small else os.cpu_count() or 1


def _progress(language: str) -> Any:
    def say(count: int) -> None:
        if count % _EVERY == 0:
            sys.stderr.write(_WORDS[language]["read"].format(count=count) + "\r")

    return say


# --- as text -------------------------------------------------------------------------------------
def _text(report: Report, language: str) -> str:
    words = _WORDS[language]
    lines = [words[report.verdict], ""]
    if report.uuid:
        lines.append(f"{words['election']}: {_plain(report.name)} ({_plain(report.uuid)})")
        lines.append(f"{words['group']}: {report.group}, {report.protocol}")
        lines.append(words["counts"].format(**report.counts))
    if "height" in report.head:
        height, event = report.head["height"], report.head["event_hash"]
        lines.append(f"{words['head']}: {height}, {event}")
    lines += [words["took"].format(**report.timing), ""]
    for row in report.checks:
        lines += _row(row, language)
    return "\n".join([*lines, *_result(report, words)])


def _row(row: Row, language: str) -> list[str]:
    said = row.zh if language == "zh" else row.en
    lines = [f"{_MARKS[row.status]} {row.id}  {_plain(said)}"]
    if row.status in {"fail", "warn"}:
        evidence = ", ".join(f"{name} {_short(value)}" for name, value in row.evidence.items())
        lines += [f"      {evidence}"] if evidence else []
    return lines


def _short(value: Any) -> str:
    """Return a value of evidence; the middle of long numbers is left out, JSON has it all."""
    text = str(value)
    most = 70
    text = _plain(text)
    return text if len(text) <= most else f"{text[:32]}…{text[-32:]}"


def _plain(text: str) -> str:
    """Return a text of the archive without what a terminal would take for an order."""
    return "".join(one for one in text if one.isprintable())


def _result(report: Report, words: dict[str, str]) -> list[str]:
    if report.result is None:
        return []
    lines = ["", words["result"]]
    for question, found in zip(report.questions, report.result, strict=True):
        lines.append(f"  {_plain(question['question'])}")
        if question["ranked"]:
            lines.append(f"    {len(found)} {words['ballots']}")
        else:
            names = [_plain(name) or words["blank"] for name in question["answers"]]
            width = max(len(str(count)) for count in found)
            lines += [
                f"    {count:>{width}}  {name}" for name, count in zip(names, found, strict=True)
            ]
    return lines


if __name__ == "__main__":
    sys.exit(main())
