"""Sort the rows of a file into reports, and tell what is wrong with the others.

Rows are laid over what is known of their class and day, as in DHIS2: a row replaces what was said
of its syndrome, a row without a syndrome says the whole class anew. So a row that was rejected can
be sent alone once it is mended, and no row keeps another out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from citybricks.services.schoolhealth.daily.domain.checking import Entry, check
from citybricks.services.schoolhealth.daily.domain.directory import Directory
from citybricks.services.schoolhealth.daily.domain.entering import Said
from citybricks.services.schoolhealth.daily.domain.known import latest
from citybricks.services.schoolhealth.daily.domain.rows import Read, read_row
from citybricks.services.schoolhealth.daily.models import Line
from citybricks.services.schoolhealth.findings import Finding
from citybricks.services.schoolhealth.schools.models import City
from citybricks.services.schoolhealth.tables import Row

Key = tuple[str, date]
"""A class, by its id, and a day."""


@dataclass(slots=True)
class Sorted:
    """What a file becomes.

    Parameters
    ----------
    said
        The reports that are new, or say something else than what is known.
    findings
        Of rows that are rejected, and warnings.
    taken, rejected
        How many rows.
    unchanged
        How many reports say what is known already.
    """

    said: list[Said] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    taken: int = 0
    rejected: int = 0
    unchanged: int = 0


def sort(rows: Sequence[Row], directory: Directory) -> Sorted:
    """Return what the rows of a file become."""
    found = Sorted()
    groups: dict[Key, list[Read]] = defaultdict(list)
    for row in rows:
        read = read_row(row, directory)
        if isinstance(read, Read):
            found.findings += map(row.placed, read.warnings)
            groups[read.school_class.pk, read.day].append(read)
        else:
            found.findings += map(row.placed, read)
            only_warned = all(one.warning for one in read)
            found.taken += only_warned
            found.rejected += not only_warned
    known = _known(directory.city, groups)
    for key, group in groups.items():
        kept = _agreeing(group, found)
        if kept:
            _join(kept, known.get(key), directory, found)
    found.findings.sort(key=lambda one: one.row)
    return found


def _agreeing(group: list[Read], found: Sorted) -> list[Read]:
    """Return the rows of a class and day that do not contradict each other."""
    first: dict[tuple[str, str], Read] = {}
    contradicted: set[tuple[str, str]] = set()
    for read in group:
        before = first.setdefault(read.key, read)
        if before is read:
            continue
        same = before.said == read.said
        rule = "said-twice" if same else "differs"
        shown = " ".join(
            part for part in (str(read.day), str(read.school_class), *read.key) if part
        )
        found.findings.append(read.row.placed(Finding(rule, "", shown, str(before.row.number))))
        if same:
            found.taken += 1
        else:
            found.rejected += 1
            if read.key not in contradicted:
                found.findings.append(
                    before.row.placed(Finding(rule, "", shown, str(read.row.number)))
                )
                found.rejected += 1
            contradicted.add(read.key)
    kept = [read for key, read in first.items() if key not in contradicted]
    return _of_one_size(kept, found)


def _of_one_size(group: list[Read], found: Sorted) -> list[Read]:
    """Return the rows that give as many pupils as the first of their class and day."""
    kept = [read for read in group if read.enrolled == group[0].enrolled]
    for read in group:
        if read.enrolled != group[0].enrolled:
            said, other = str(read.enrolled), str(group[0].enrolled)
            found.findings.append(
                read.row.placed(Finding("enrolled-differs", "enrolled", said, other))
            )
            found.rejected += 1
    return kept


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a class and a day."""

    enrolled: int
    absent: int
    lines: dict[tuple[str, str], Entry]


def _known(city: City, keys: Iterable[Key]) -> dict[Key, _Known]:
    """Return what is known of classes and days."""
    days = [day for _pk, day in keys]
    if not days:
        return {}
    lines: dict[str, dict[tuple[str, str], Entry]] = defaultdict(dict)
    kept = Line.objects.filter(
        report__school_class__school__city=city, report__day__range=(min(days), max(days))
    )
    for one in kept:
        entry = Entry(one.syndrome, one.diagnosis, one.ill, one.absent, one.excluded)
        lines[one.report_id][entry.syndrome, entry.diagnosis] = entry
    return {
        (one.school_class_id, one.day): _Known(one.enrolled, one.absent, lines[one.pk])
        for one in latest(city, min(days), max(days))
    }


def _join(group: list[Read], known: _Known | None, directory: Directory, found: Sorted) -> None:
    """Make one report of the rows of a class and day."""
    said = _said(group, known)
    around = directory.around(said.school_class.school, said.day)
    findings = check(said.day, said.all_enrolled, said.all_absent, said.lines, around)
    if wrong := [one for one in findings if not one.warning]:
        found.findings += [read.row.placed(one) for read in group for one in wrong]
        found.rejected += len(group)
        return
    found.taken += len(group)
    lines = {(one.syndrome, one.diagnosis): one for one in said.lines}
    if known == _Known(said.all_enrolled, said.all_absent, lines):
        found.unchanged += 1
    else:
        found.said.append(said)


def _said(group: list[Read], known: _Known | None) -> Said:
    whole = next((read for read in group if read.entry is None), None)
    lines = {} if whole or known is None else dict(known.lines)
    before = sum(line.absent for line in lines.values())
    lines |= {read.key: read.entry for read in group if read.entry is not None}
    kept = tuple(lines[key] for key in sorted(lines) if not lines[key].is_empty)
    if whole:
        absent = whole.absent
    else:
        # who was absent without a line of their own still is
        others = max(0, known.absent - before) if known else 0
        absent = sum(line.absent for line in kept) + others
    first = group[0]
    return Said(first.school_class, first.day, kept, absent, first.enrolled)
