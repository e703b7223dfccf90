"""What `citybricks-verify --audit` says: whether a booth was honest with an audited ballot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from citybricks.methods.ballot import archive, strict_json
from citybricks.methods.ballot.documents import Election
from citybricks.methods.ballot.verifying.audit import check, contents

_WORDS = {
    "en": {
        "good": "The ballot holds what the booth said. Now compare yourself:",
        "bad": "THE BOOTH CHEATED with this ballot. Keep the file and complain.",
        "tracker": "Is this the tracker that the booth showed before you chose to audit?",
        "votes": "Are these the answers that you gave?",
        "none": "blank, or none of the answers",
        "place": "question {question}",
    },
    "zh": {
        "good": "选票的内容与投票间所说的一致。现在请您亲自核对：",
        "bad": "投票间对这张选票作了假。请保留文件并投诉。",
        "tracker": "这是您选择查验之前，投票间显示的追踪码吗？",
        "votes": "这些是您所选的回答吗？",
        "none": "空白票，或一项都未选",
        "place": "第 {question} 题",
    },
}


def told(path: str, audit: str, language: str) -> tuple[int, str]:
    """Check an audited ballot against the election of an archive.

    Parameters
    ----------
    path
        The archive; only its beginning is read.
    audit
        audit.json.
    language
        ``zh`` or ``en``.

    Returns
    -------
    int, str
        Exit code, 0 or 2, and what to print.

    Raises
    ------
    ValueError
        When the archive or the file is another kind of file.
    OSError
        When one cannot be read.
    """
    election = _election(Path(path))
    given: Any = strict_json.loads(Path(audit).read_bytes())
    if not isinstance(given, dict):
        raise ValueError(f"{audit}: not an audit.json")  # noqa: TRY004 - a file of another kind
    words = _WORDS[language]
    found = check(election, given)
    if found:
        lines = [words["bad"], ""]
        for one in found:
            place = f"{words['place'].format(question=one.question)}: " if one.question else ""
            lines.append(f"✗ {place}{_plain(one.zh if language == 'zh' else one.en)}")
        return 2, "\n".join(lines)
    asked = Election.parse(election)
    lines = [words["good"], "", words["tracker"], f"  {given['tracker']}", "", words["votes"]]
    chosen = contents(asked, given["votes"])
    for question, answers in zip(asked.questions, chosen, strict=True):
        lines.append(f"  {_plain(question.question)}")
        lines += [f"    {_plain(answer)}" for answer in answers or [words["none"]]]
    return 0, "\n".join(lines)


def _election(path: Path) -> bytes:
    """Return election.json: the first document of an archive."""
    with path.open("rb") as stream:
        for record in archive.read(stream):
            if record.kind == "data":
                return record.content
    raise ValueError(f"{path}: no election in it")


def _plain(text: str) -> str:
    return "".join(one for one in text if one.isprintable())
