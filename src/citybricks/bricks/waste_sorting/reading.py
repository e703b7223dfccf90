"""What was asked and what the city knows, or the reason why it cannot be used."""

from __future__ import annotations

from typing import Any

from citybricks import BrickError
from citybricks.bricks.waste_sorting.rows import Asked, Known, Named
from citybricks.methods.waste.sorting.lexicon import kinds
from citybricks.methods.waste.sorting.names import LONGEST, plain
from citybricks.methods.waste.sorting.rules import RuleSet
from citybricks.types import Table

MOST = 20_000
"""Items that are asked at once, and names a city may know."""


def names(items: Table[Asked]) -> list[str]:
    """Return the names that are asked.

    Raises
    ------
    BrickError
        When there are too many, or one is empty or too long.
    """
    return _names(items, "items")


def known(table: Table[Known] | None, rules: RuleSet) -> dict[str, str]:
    """Return the names that the city knows, with their classes.

    Raises
    ------
    BrickError
        When a class is unknown, or a name has two.
    """
    if table is None:
        return {}
    found: dict[str, str] = {}
    said = _names(table, "known")
    classes = [one.id for one in rules.classes]
    for at, (name, given) in enumerate(zip(said, table.frame["waste_class"], strict=True)):
        meant = str(given).strip()
        _one_of(meant, classes, f"known.{at}.waste_class")
        short = plain(name)
        if found.get(short, meant) != meant:
            raise BrickError(
                f"known.{at}.waste_class",
                "{name} is {first} in another row and {second} here; one class is allowed",
                name=name,
                first=found[short],
                second=meant,
            )
        found[short] = meant
    return found


def changed(rules: RuleSet, table: Table[Named] | None) -> RuleSet:
    """Return the rules with the kinds that the city puts elsewhere.

    Raises
    ------
    BrickError
        When a kind or a class is unknown, or a kind stands there twice.
    """
    if table is None:
        return rules
    own: dict[str, str] = {}
    rows: list[dict[Any, Any]] = table.frame.to_dict("records")
    for at, row in enumerate(rows):
        kind, to = str(row["kind"]).strip(), str(row["waste_class"]).strip()
        _one_of(kind, list(kinds()), f"classes.{at}.kind")
        _one_of(to, [one.id for one in rules.classes], f"classes.{at}.waste_class")
        if kind in own:
            raise BrickError(
                f"classes.{at}.kind", "{name} stands there twice; once is allowed", name=kind
            )
        own[kind] = to
    if len(set({**rules.kinds, **own}.values())) == 1:
        raise BrickError("classes", "must leave at least two classes")
    return rules.model_copy(update={"kinds": {**rules.kinds, **own}})


def _one_of(value: str, allowed: list[str], field: str) -> None:
    if value not in allowed:
        raise BrickError(
            field,
            "must be one of {allowed}, not {value}",
            allowed=", ".join(allowed),
            value=value or "''",
        )


def _names(table: Table[Any], input: str) -> list[str]:
    found = [str(name) for name in table.frame["name"]]
    if len(found) > MOST:
        raise BrickError(
            input, "has {value} rows; at most {most} are read", value=len(found), most=MOST
        )
    for at, name in enumerate(found):
        if not plain(name):
            raise BrickError(
                f"{input}.{at}.name",
                "must hold Chinese characters or Latin letters, not {value}",
                value=repr(name[:LONGEST]),
            )
        if len(name) > LONGEST:
            raise BrickError(
                f"{input}.{at}.name",
                "has {value} characters; at most {most} are read",
                value=len(name),
                most=LONGEST,
            )
    return found
