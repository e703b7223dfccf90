"""A roll with errors in known places."""

from __future__ import annotations

import csv
import io
import random

SURNAMES = [
    "佐藤",
    "鈴木",
    "高橋",
    "田中",
    "伊藤",
    "渡辺",
    "山本",
    "中村",
    "小林",
    "加藤",
    "王",
    "李",
    "張",
    "陳",
    "林",
    "黄",
    "周",
    "呉",
    "徐",
    "孫",
]
GIVEN = [
    "太郎",
    "花子",
    "一郎",
    "美咲",
    "健",
    "明",
    "秀英",
    "偉",
    "芳",
    "娜",
    "静",
    "麗",
    "強",
    "洋",
    "艶",
    "勇",
    "傑",
    "涛",
    "さくら",
    "ひろし",
    "アキラ",
]
DISTRICTS = ["桜", "大穂", "豊里", "筑波", "谷田部", "茎崎"]
HEADING = ["voter_id", "name", "email", "lang", "weight", "district", "channel"]

PLANTED = (
    "missing", "email", "lang", "weight", "channel", "twice", "email twice", "cells", "quotes",
    "broken",
)  # fmt: skip
"""Kinds of error, each planted `EACH` times."""
EACH = 5


def roll(encoding: str, *, rows: int = 10_000, seed: int = 22) -> tuple[bytes, dict[int, str]]:
    """Return a roll as CSV, and the kind of error by the number of its row."""
    chance = random.Random(seed)  # noqa: S311 - made-up voters
    places = chance.sample(range(rows // 2, rows), EACH * len(PLANTED))
    planted = dict(zip(sorted(places), PLANTED * EACH, strict=True))
    lines = [_line(HEADING)]
    for at in range(rows):
        cells = _voter(at, chance)
        kind = planted.get(at, "")
        lines.append(_wrong(kind, cells, chance) if kind else _line(cells))
    content = "".join(lines).encode(encoding)
    return content, {at + 2: kind for at, kind in planted.items()}


def _voter(at: int, chance: random.Random) -> list[str]:
    name = chance.choice(SURNAMES) + " " + chance.choice(GIVEN)
    email = f"voter{at}@tsukuba.example" if at % 3 else ""
    weight = str(chance.choice((1, 1, 1, 2, 3))) if at % 2 else ""
    channel = chance.choice(("online", "paper", "both", "BOTH", ""))
    lang = chance.choice(("zh", "en", ""))
    return [f"T{at:06d}", name, email, lang, weight, chance.choice(DISTRICTS), channel]


def _wrong(kind: str, cells: list[str], chance: random.Random) -> str:  # noqa: C901 - a line for each kind
    """Return a line with one error of a kind; what is copied comes from the first half."""
    other = chance.randrange(1, 1_000) * 3 + 1
    match kind:
        case "missing":
            cells[0] = chance.choice(("", "   ", "　"))
        case "email":
            cells[2] = chance.choice(("voter", "a@b", "a b@city.example", "@city.example"))
        case "lang":
            cells[3] = chance.choice(("ja", "中文", "zh;en"))
        case "weight":
            cells[4] = chance.choice(("0", "-1", "1.5", "two", "１．５"))
        case "channel":
            cells[6] = chance.choice(("mail", "on line", "紙"))
        case "twice":
            cells[0] = chance.choice((f"t{other:06d}", f"Ｔ{other:06d}", f" T{other:06d} "))
        case "email twice":
            cells[2] = f"VOTER{other}@TSUKUBA.example"
        case "cells":
            cells.insert(2, "様")
        case "quotes":
            return ",".join([*cells[:1], f'"{cells[1]}', *cells[2:]]) + "\r\n"
        case "broken":
            cells[1] += "\x07"
    return _line(cells)


def _line(cells: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()
