"""Check every row of a roll: each becomes a voter, or is rejected with all that is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from citybricks.services.voting.roll.domain.folding import folded
from citybricks.services.voting.roll.domain.reading import Row
from citybricks.services.voting.roll.domain.reasons import Fault
from citybricks.services.voting.roll.vocabulary import Channel, Language

LONGEST = {"voter_id": 64, "name": 200, "email": 254, "district": 100}
MOST_WEIGHT = 1_000_000
_SHOWN = 60
_WHOLE = re.compile(r"[0-9]{1,9}")
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
_UNSEEN = ("Cc", "Cs", "Co")
"""Categories of characters that are in no name: control, halves, private. What Unicode has added
since this Python was made counts as unassigned, and is in names: GB 18030-2022 has it."""
_address = EmailValidator()


@dataclass(frozen=True, slots=True)
class Person:
    """A voter as a row says."""

    voter_id: str
    name: str = ""
    email: str = ""
    lang: str = Language.EN
    weight: int = 1
    district: str = ""
    channel: str = Channel.BOTH

    @property
    def key(self) -> str:
        """The number as it is compared."""
        return folded(self.voter_id)

    @property
    def email_key(self) -> str:
        """The address as it is compared."""
        return folded(self.email)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that cannot be taken over, and why."""

    row: Row
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Sorted:
    """Every row of a table: those that fit, and the others."""

    people: list[tuple[int, Person]] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rules:
    """What rows are held against.

    Parameters
    ----------
    weighted
        Whether votes may count more than once.
    lang
        Language of who does not name one.
    keys, addresses
        Numbers and addresses on the roll already, as they are compared.
    """

    weighted: bool = True
    lang: str = Language.EN
    keys: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()


def check(rows: Iterable[Row], rules: Rules) -> Sorted:
    """Make voters of the rows that fit; reject the others, the later of two that are the same."""
    found = Sorted()
    keys: dict[str, int] = {}
    addresses: dict[str, int] = {}
    for row in rows:
        person, faults = (None, [row.fault]) if row.fault else _person(row.cells, rules)
        if person is not None:
            faults += _twice(person, keys, addresses, rules)
        if person is None or faults:
            found.rejected.append(Rejection(row, tuple(faults)))
            continue
        keys[person.key] = row.number
        if person.email:
            addresses[person.email_key] = row.number
        found.people.append((row.number, person))
    return found


def _person(cells: Mapping[str, str], rules: Rules) -> tuple[Person | None, list[Fault]]:
    """Return the voter of a row if there is a number, and what is wrong."""
    faults = [fault for name in LONGEST for fault in _text_faults(name, cells.get(name, ""))]
    email = cells.get("email", "")
    if email and not any(fault.column == "email" for fault in faults):
        faults += _email_faults(email)
    lang = folded(cells.get("lang", "")) or rules.lang
    if lang not in Language.values:
        faults.append(_fault("lang", cells["lang"]))
    channel = folded(cells.get("channel", "")) or Channel.BOTH
    if channel not in Channel.values:
        faults.append(_fault("channel", cells["channel"]))
    weight, wrong = _weight(cells.get("weight", ""), rules)
    faults += wrong
    voter_id = " ".join(cells.get("voter_id", "").split())
    if not voter_id:
        return None, [Fault("missing", "voter_id"), *faults]
    name, district = (" ".join(cells.get(key, "").split()) for key in ("name", "district"))
    return Person(voter_id, name, email, lang, weight, district, channel), faults


def _weight(written: str, rules: Rules) -> tuple[int, list[Fault]]:
    plain = unicodedata.normalize("NFKC", written).strip()
    if not plain:
        return 1, []
    if not _WHOLE.fullmatch(plain) or not 1 <= int(plain) <= MOST_WEIGHT:
        return 1, [_fault("weight", written, most=f"{MOST_WEIGHT:,}")]
    if int(plain) > 1 and not rules.weighted:
        return 1, [Fault("unweighted", "weight", {"value": plain})]
    return int(plain), []


def _text_faults(column: str, text: str) -> Iterable[Fault]:
    if len(text) > LONGEST[column]:
        counted = {"found": str(len(text)), "most": str(LONGEST[column])}
        yield Fault("long", column, counted)
    elif "\ufffd" in text or any(
        character in _BIDI or unicodedata.category(character) in _UNSEEN for character in text
    ):
        yield _fault("broken", text, column)


def _email_faults(email: str) -> list[Fault]:
    try:
        _address(email)
    except ValidationError:
        return [_fault("email", email)]
    return []


def _twice(
    person: Person, keys: Mapping[str, int], addresses: Mapping[str, int], rules: Rules
) -> Iterable[Fault]:
    """Yield where the person is already, in the table or on the roll."""
    if person.key in keys:
        yield _fault("twice", person.voter_id, "voter_id", row=str(keys[person.key]))
    elif person.key in rules.keys:
        yield _fault("on roll", person.voter_id, "voter_id")
    elif person.email and person.email_key in addresses:
        row = str(addresses[person.email_key])
        yield _fault("email twice", person.email, "email", row=row)
    elif person.email and person.email_key in rules.addresses:
        yield _fault("email on roll", person.email, "email")


def _fault(code: str, value: str, column: str = "", **values: str) -> Fault:
    """Return a fault that shows a value, cut short, with what cannot be seen as a code."""
    seen = "".join(
        character if character.isprintable() else f"U+{ord(character):04X}"
        for character in value[:_SHOWN]
    )
    shown = seen + ("…" if len(value) > _SHOWN else "")
    return Fault(code, column or code, {"value": f"“{shown}”", **values})
