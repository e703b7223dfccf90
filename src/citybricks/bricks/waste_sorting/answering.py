"""Classes of items, with the reason in two languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from citybricks.bricks.waste_sorting import rows as says
from citybricks.bricks.waste_sorting.brick import WasteSorting
from citybricks.methods.waste.sorting.lexicon import Kind, kinds
from citybricks.methods.waste.sorting.rules import RuleSet, load
from citybricks.methods.waste.sorting.sorting import How, Sorted, Sorter, sorter
from citybricks.types import Indicator, Table

_EN: Mapping[How, str] = {
    "city": "On the city's own list.",
    "listed": "Listed: {kind}.",
    "plainly": "Like {like}: {kind}.",
    "soiled": "Soiled {like}: no longer clean enough to recycle.",
    "spelt": "Read as {like}: {kind}.",
    "sound": "Read as {like}: {kind}.",
    "letters": "Named like {like}: {kind}.",
    "unsure": "Not sure. Nearest names: {like}.",
}
_ZH: Mapping[How, str] = {
    "city": "在本市自己的名录中。",
    "listed": "已列入：{kind}。",
    "plainly": "同“{like}”：{kind}。",
    "soiled": "弄脏的“{like}”：不够干净，无法回收。",
    "spelt": "理解为“{like}”：{kind}。",
    "sound": "理解为“{like}”：{kind}。",
    "letters": "名称近似“{like}”：{kind}。",
    "unsure": "不确定。最接近的名称：{like}。",
}


def answer(
    names: list[str], rules: RuleSet, known: dict[str, str], threshold: float
) -> WasteSorting:
    """Sort items and say why."""
    shipped = not known and rules == load(rules.id)
    using = sorter(rules.id) if shipped else Sorter(rules, known)
    found = using.sort(names, threshold)
    told = sum(one.waste_class is not None for one in found)
    return WasteSorting(
        items=_table(says.Item, [_item(one, rules) for one in found]),
        classes=_table(says.Class, _classes(found, rules)),
        sorted=told,
        unsure=len(found) - told,
        told=Indicator(
            sdg="12.5.1", value=100 * told / len(found), unit="%", name="Items that are sorted"
        ),
        city_en=rules.en,
        city_zh=rules.zh,
        version=rules.version,
        source_en=rules.source_en,
        source_zh=rules.source_zh,
    )


def _table(row: Any, rows: list[dict[str, Any]]) -> Any:
    import pandas as pd

    return Table[row](pd.DataFrame(rows, columns=list(row.model_fields)))


def _item(one: Sorted, rules: RuleSet) -> dict[str, Any]:
    goes = rules.named(one.waste_class) if one.waste_class else None
    return {
        "name": one.item,
        "waste_class": one.waste_class or "",
        "class_en": goes.en if goes else "",
        "class_zh": goes.zh if goes else "",
        "confidence": one.confidence,
        "en": _why(one, _EN, ", ", lambda kind: kind.en, "of the same class", "none"),
        "zh": _why(one, _ZH, "、", lambda kind: kind.zh, "同类", "无"),
        "like": ", ".join(one.like),
    }


def _why(
    one: Sorted, words: Mapping[How, str], gap: str, name: Any, same: str, nothing: str
) -> str:
    kind: Kind | None = kinds()[one.kind] if one.kind else None
    return words[one.how].format(
        like=gap.join(one.like) or nothing, kind=name(kind) if kind else same
    )


def _classes(found: list[Sorted], rules: RuleSet) -> list[dict[str, Any]]:
    counts = Counter(one.waste_class for one in found)
    return [
        {
            "waste_class": one.id,
            "class_en": one.en,
            "class_zh": one.zh,
            "items": counts[one.id],
        }
        for one in rules.classes
    ]
