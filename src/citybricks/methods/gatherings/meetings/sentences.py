"""The rules of a plan in words: one sentence for each that is broken."""

from __future__ import annotations

from citybricks.types.planning import Violation

_SENTENCES = {
    "slot": (
        "{where} is at slot {value}; slots end at {limit}.",
        "{where} 安排在时段 {value}；时段最大为 {limit}。",
    ),
    "rule": ("{where} may not meet, and do.", "{where} 不得会面，却安排了会面。"),
    "away": ("{where} is not free at slot {value}.", "{where} 在时段 {value} 没有空。"),
    "twice": (
        "{where} has two meetings at slot {value}.",
        "{where} 在时段 {value} 有两场会面。",
    ),
    "cap": (
        "{where} has {value} meetings and wants {limit} at most.",
        "{where} 有 {value} 场会面，最多只要 {limit} 场。",
    ),
    "tables": (
        "At slot {where} {value} meetings need a table; there are {limit}.",
        "时段 {where} 有 {value} 场会面需要桌位；只有 {limit} 张。",
    ),
    "interpreters": (
        "At slot {where} {value} meetings need an interpreter; there are {limit}.",
        "时段 {where} 有 {value} 场会面需要口译；只有 {limit} 位。",
    ),
    "table": (
        "{where} has table {value}, which is not there, missing or needless.",
        "{where} 的桌号为 {value}：不存在、缺少或多余。",
    ),
    "shared": (
        "The table (slot/table) {where} is given to {value} meetings.",
        "桌位（时段/桌号）{where} 给了 {value} 场会面。",
    ),
    "weight": (
        "The plan says that it weighs {value}; it weighs {limit}.",
        "方案称权重为 {value}；实为 {limit}。",
    ),
    "bound": (
        "The plan weighs {value}, more than its bound of {limit}.",
        "方案权重 {value} 超过其上界 {limit}。",
    ),
    "gap": (
        "The plan says a gap of {value}; it is {limit}.",
        "方案称差距为 {value}；实为 {limit}。",
    ),
    "proven": (
        "The plan says that it is proved the best, or not, and it is the other way.",
        "方案是否已证明最优，与所称相反。",
    ),
    "account": (
        "{where} is accounted for {value} times, not {limit}.",
        "{where} 出现 {value} 次，应为 {limit} 次。",
    ),
    "left_out": (
        "{where} could meet at slot {value} with nothing moved.",
        "{where} 无需变动即可在时段 {value} 会面。",
    ),
    "reason": (
        "{where} was refused for “{said}”; the true reason is “{true}” or has other particulars.",
        "{where} 被拒的理由为“{said}”；真实理由为“{true}”，或细节不同。",
    ),
    "left": (
        "{where} has no meeting, and others with several could give way.",
        "{where} 没有会面，而有多场会面的人可以让出。",
    ),
}


def broken(code: str, where: str, value: float, limit: float, **more: str) -> Violation:
    """Return a broken rule with its sentences."""
    words = {"where": where, "value": f"{value:g}", "limit": f"{limit:g}", **more}
    en, zh = (text.format(**words) for text in _SENTENCES[code])
    return Violation(code=code, where=where, value=value, limit=limit, en=en, zh=zh)
