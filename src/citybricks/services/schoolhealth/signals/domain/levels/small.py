"""Schools and classes: few ill pupils, exactly (`methods.surveillance.small_counts`)."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from citybricks.methods.surveillance.series import Floats, ShortHistoryError
from citybricks.methods.surveillance.small_counts import flag_classes
from citybricks.services.schoolhealth.signals.domain.levels.finding import (
    Finding,
    Looked,
    Note,
    Unit,
    emerged,
    number,
)
from citybricks.services.schoolhealth.signals.domain.levels.panel import Panel

METHOD = "small-counts"
LEVEL, FEWEST = 0.01, 3
"""Chance below which a class is flagged, and the ill pupils without which none is."""


def settings(level: str) -> dict[str, Any]:
    """Return what schools or classes are looked at with."""
    return {"at": level, "level": LEVEL, "fewest": FEWEST}


def look(panel: Panel, day: date, chosen: dict[str, Any]) -> Looked:
    """Look at every class, or every school, and every syndrome on a day."""
    if not panel.days or panel.days[-1] != day:
        return Looked([], [])
    classes = chosen["at"] == "class"
    enrolled = panel.enrolled if classes else panel.by_school(panel.enrolled)
    school = panel.school_of() if classes else np.arange(len(panel.school_codes), dtype=np.intp)
    findings: list[Finding] = []
    for syndrome, of_classes in panel.ill.items():
        counts = of_classes if classes else panel.by_school(of_classes)
        try:
            flags = flag_classes(
                counts, enrolled, school, level=chosen["level"], fewest=chosen["fewest"]
            )
        except ShortHistoryError as error:
            values = {"level": chosen["at"], "needed": error.needed, "given": error.given}
            return Looked([], [Note("short_history", values)])
        for at in np.flatnonzero(np.isfinite(flags.p)):
            unit = _unit(panel, int(at), syndrome, classes=classes)
            told = (flags.p[at], flags.expected[at], bool(flags.flagged[at]))
            findings.append(_finding(panel, unit, counts[at], told, chosen))
    return Looked(findings, [])


def _unit(panel: Panel, at: int, syndrome: str, *, classes: bool) -> Unit:
    if classes:
        return Unit("class", syndrome, panel.schools[at], panel.classes[at])
    return Unit("school", syndrome, panel.school_codes[at])


def _finding(
    panel: Panel, unit: Unit, counts: Floats, told: Any, chosen: dict[str, Any]
) -> Finding:
    p, expected, flagged = told
    return Finding(
        unit=unit,
        alarm=flagged,
        method=METHOD,
        observed=float(counts[-1]),
        expected=number(expected),
        upper=None,
        p=number(p),
        score=number(-np.log10(max(float(p), 1e-300))),
        emerged_on=emerged(counts, float(expected), panel.days) if flagged else panel.days[-1],
        parameters=chosen,
        data_hash=panel.digest,
    )
