"""Make signals of findings; what rings again while somebody works on it becomes a child."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785

from citybricks.services.schoolhealth.signals.domain import clocks, telling
from citybricks.services.schoolhealth.signals.domain.levels.finding import Finding, Unit
from citybricks.services.schoolhealth.signals.models import Run, Signal, Transition
from citybricks.services.schoolhealth.signals.vocabulary import OPEN, Level, State


def put(run: Run, finding: Finding, parameters: dict[str, Any]) -> int:
    """Keep a finding as a signal, and return how many new ones there are: 1 or 0.

    A finding of a day that is a signal already is not kept twice; while a signal of the same unit
    is open, the new one is merged into it.
    """
    alike = _alike(run, finding.unit)
    if alike.filter(day=run.day).exists():
        return 0
    parent = _open(alike)
    signal = Signal(
        city=run.city,
        run=run,
        level=finding.unit.level,
        school_id=finding.unit.school or None,
        school_class_id=finding.unit.school_class or None,
        members=list(finding.unit.members),
        syndrome=finding.unit.syndrome,
        diagnosis=finding.unit.diagnosis,
        day=run.day,
        emerged_on=finding.emerged_on,
        detected_at=run.at,
        as_of=run.as_of,
        parameters=parameters,
        state=State.MERGED if parent else State.SIGNAL,
        merged_into=parent,
        **columns(finding, parameters),
    )
    signal.next_due = None if parent else clocks.next_due(State.SIGNAL, run.at, [])
    signal.save()
    Transition.objects.create(
        signal=signal, action="detect", state=signal.state, at=run.at, next_due=signal.next_due
    )
    if parent is None:
        telling.moved(signal, "detect")
    return int(parent is None)


def _open(alike: Any) -> Signal | None:
    """Return the open signal of a unit, or the open one that its latest was merged into."""
    found: Signal | None = alike.filter(state__in=OPEN).order_by("id").first()
    if found is None:
        merged = alike.filter(merged_into__state__in=OPEN).order_by("-id").first()
        found = merged.merged_into if merged else None
    return found


def _alike(run: Run, unit: Unit) -> Any:
    """Return the signals of the same place and syndrome; of clusters, with a school in common."""
    found = Signal.objects.filter(
        city=run.city, level=unit.level, syndrome=unit.syndrome, diagnosis=unit.diagnosis
    )
    if unit.level == Level.CLUSTER:
        shared = [
            each.pk
            for each in found.exclude(state__in=(State.CLOSED, State.DISCARDED))
            if set(each.members) & set(unit.members)
        ]
        return found.filter(pk__in=shared)
    return found.filter(school=unit.school or None, school_class=unit.school_class or None)


def columns(finding: Finding, parameters: dict[str, Any]) -> dict[str, Any]:
    """Return what a signal keeps of a computation, and what has to come out again."""
    told: Any = {"method": finding.method, "parameters": parameters}
    return {
        "method": finding.method,
        "p": finding.p,
        "score": finding.score,
        "observed": finding.observed,
        "expected": finding.expected,
        "upper": finding.upper,
        "parameters_hash": hashlib.sha256(rfc8785.dumps(told)).hexdigest(),
        "data_hash": finding.data_hash,
    }


def unit_of(signal: Signal) -> Unit:
    """Return the unit that a signal is about."""
    return Unit(
        signal.level,
        signal.syndrome,
        signal.school_id or "",
        signal.school_class_id or "",
        tuple(signal.members),
        signal.diagnosis,
    )
