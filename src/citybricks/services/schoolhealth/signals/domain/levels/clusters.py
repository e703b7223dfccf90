"""Schools near each other: Kulldorff's prospective space-time permutation scan.

Newly ill pupils of the last four weeks by school; a cluster rings when something like it is seen by
chance less often than the city's budget allows (its recurrence interval in days).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np

from citybricks.methods.surveillance.scan import Cluster, circles, space_time_permutation
from citybricks.services.schoolhealth.schools.models import School
from citybricks.services.schoolhealth.signals.domain.levels.finding import (
    Finding,
    Looked,
    Note,
    Unit,
    number,
)
from citybricks.services.schoolhealth.signals.domain.levels.panel import Panel, newly

METHOD = "space-time-permutation"
DAYS, WINDOW, REPLICAS, SEED = 28, 7, 999, 1
FEWEST_SCHOOLS, FEWEST_CASES = 4, 5
"""Fewer places have no neighbourhood, fewer cases no pattern."""
LEAST_DAYS = 10
"""Reported days without which place and time cannot be told apart."""


def settings(schools: Iterable[School], budget: float) -> dict[str, Any] | None:
    """Return what clusters are looked for with; None for a city without a map of its schools."""
    places = {one.pk: [one.longitude, one.latitude] for one in schools if one.longitude is not None}
    if len(places) < FEWEST_SCHOOLS:
        return None
    return {
        "places": places,
        "window": WINDOW,
        "replicas": REPLICAS,
        "seed": SEED,
        "recurrence": round(365 / budget, 3),
    }


def look(panel: Panel, day: date, chosen: dict[str, Any]) -> Looked:
    """Look for clusters of every syndrome that last until a day."""
    if not panel.days or panel.days[-1] != day:
        return Looked([], [])
    if len(panel.days) < LEAST_DAYS:
        values = {"level": "cluster", "needed": LEAST_DAYS, "given": len(panel.days)}
        return Looked([], [Note("short_history", values)])
    rows = [at for at, code in enumerate(panel.school_codes) if code in chosen["places"]]
    if len(rows) < FEWEST_SCHOOLS:
        return Looked([], [])
    findings = []
    for syndrome, counts in panel.ill.items():
        cases = newly(panel, counts)[rows]
        findings += _of_syndrome(panel, syndrome, cases, rows, chosen)
    return Looked(findings, [])


def _of_syndrome(
    panel: Panel, syndrome: str, cases: Any, rows: list[int], chosen: dict[str, Any]
) -> list[Finding]:
    whole = np.nan_to_num(cases).astype(np.int64)
    if whole.sum() < FEWEST_CASES:
        return []
    names = [panel.school_codes[at] for at in rows]
    where = np.array([chosen["places"][name] for name in names], dtype=float)
    zones = circles(where, whole.sum(axis=1).astype(float), geographic=True)
    found = space_time_permutation(
        whole,
        zones,
        most_times=chosen["window"],
        replicas=chosen["replicas"],
        seed=chosen["seed"],
        most=3,
    )
    rung = [one for one in found if one.recurrence >= chosen["recurrence"]]
    return [_finding(panel, syndrome, one, names, chosen) for one in rung]


def _finding(
    panel: Panel, syndrome: str, cluster: Cluster, names: list[str], chosen: dict[str, Any]
) -> Finding:
    members = tuple(sorted(names[at] for at in cluster.members))
    return Finding(
        unit=Unit("cluster", syndrome, members=members),
        alarm=True,
        method=METHOD,
        observed=float(cluster.cases),
        expected=number(cluster.expected),
        upper=None,
        p=number(cluster.p_gumbel),
        score=number(cluster.llr),
        emerged_on=panel.days[-min(cluster.days, len(panel.days))],
        parameters=chosen,
        data_hash=panel.digest,
    )
