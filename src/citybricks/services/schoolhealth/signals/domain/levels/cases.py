"""Diagnoses of which one case is enough: a school with one rings, whatever is usual.

No statistics: measles, rubella and invasive meningococcal disease are reported at once in many
countries, and so is every disease of the gravest class of a law table.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from citybricks.methods.exclusion.law import Law
from citybricks.services.schoolhealth.signals.domain.levels.finding import (
    Finding,
    Looked,
    Unit,
    emerged,
)
from citybricks.services.schoolhealth.signals.domain.levels.panel import Panel

METHOD = "one-case"
AT_ONCE = ("measles", "meningococcal-meningitis", "rubella")
"""Diagnoses of which one case is enough; the choice is ours."""
GRAVEST = "1"
"""Class of a law table of whose diseases one case is enough too."""


def watched(law: Law | None) -> tuple[str, ...]:
    """Return the diagnoses of a law table of which one case is enough."""
    if law is None:
        return ()
    rows = law.diseases.items()
    return tuple(sorted(code for code, row in rows if code in AT_ONCE or row.class_ == GRAVEST))


def settings(law: Law | None) -> dict[str, Any] | None:
    """Return what is looked for; None without a law table."""
    if law is None:
        return None
    return {"diagnoses": {code: law.diseases[code].syndrome for code in watched(law)}}


def look(panel: Panel, day: date, chosen: dict[str, Any]) -> Looked:
    """Look for cases at every school on a day."""
    findings: list[Finding] = []
    if not panel.days or panel.days[-1] != day:
        return Looked(findings, [])
    for diagnosis, syndrome in chosen["diagnoses"].items():
        counts = panel.by_school(panel.diagnosed[diagnosis])
        for at in np.flatnonzero(counts[:, -1] > 0):
            unit = Unit("school", syndrome, panel.school_codes[at], diagnosis=diagnosis)
            findings.append(
                Finding(
                    unit=unit,
                    alarm=True,
                    method=METHOD,
                    observed=float(counts[at, -1]),
                    expected=0.0,
                    upper=0.0,
                    p=None,
                    score=None,
                    emerged_on=emerged(counts[at], 0.0, panel.days),
                    parameters=chosen,
                    data_hash=panel.digest,
                )
            )
    return Looked(findings, [])
