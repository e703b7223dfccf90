"""Whether the field's detectors say what R says of public series: rows, mismatches, differences."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from benchmarks.figure import Figure
from citybricks.methods.surveillance.detectors import detect
from citybricks.methods.surveillance.reproduction import ALWAYS, cori
from tests.methods.surveillance import golden
from tests.methods.surveillance.golden import Golden
from tests.methods.surveillance.test_nowcasting import replay

_CLOSE = {"farrington-flexible": 1e-3}
"""How far thresholds may be from R's, as a part of them; those of other detectors less."""
_CLOSER = 1e-6
_MOST_OFF = 2


class Compared:
    """What differs in the rows of one configuration."""

    def __init__(self) -> None:
        self.rows = self.alarms = self.missing = self.off = 0
        self.worst = 0.0

    def add(self, one: Golden) -> None:
        """Compare one series."""
        said = detect(one.detector, one.series, one.at, **one.parameters)
        upper, known = said.upper[0], np.isfinite(one.upper)
        both = known & np.isfinite(upper)
        apart = np.abs(upper[both] - one.upper[both])
        self.rows += len(one.at)
        self.alarms += int((said.alarm[0] != one.alarm).sum())
        self.missing += int((np.isfinite(upper) != known).sum())
        self.off += int((apart > 0).sum()) if one.whole else 0
        far = apart / np.maximum(np.abs(one.upper[both]), 1)
        self.worst = max(self.worst, float(far.max(initial=0)))


def conformance(found: list[Golden]) -> None:
    """Tell of each configuration how far it is from R."""
    groups: dict[str, Compared] = defaultdict(Compared)
    first: dict[str, Golden] = {}
    for one in found:
        name = one.label.rsplit(" ", 1)[1] if one.detector in _CLOSE else one.detector
        groups[name].add(one)
        first[name] = one
    for name, all_ in sorted(groups.items()):
        one = first[name]
        Figure(
            name=f"{name}: alarms and missing thresholds other than R's",
            value=all_.alarms + all_.missing,
            unit=f"of {all_.rows}",
            at_most=0,
        ).tell()
        Figure(
            name=f"{name}: " + ("thresholds that differ" if one.whole else "worst difference"),
            value=all_.off if one.whole else all_.worst,
            unit=f"of {all_.rows}" if one.whole else "",
            at_most=_MOST_OFF if one.whole else _CLOSE.get(one.detector, _CLOSER),
        ).tell()


def reproduction() -> None:
    """Tell how far reproduction numbers are from EpiEstim's."""
    worst, rows = 0.0, 0
    for name in golden.OUTBREAKS:
        cases, interval, table = golden.reproduction(name)
        said = cori(cases, interval, enough=ALWAYS)
        ours = np.column_stack((said.mean, said.sd, said.quantiles))
        theirs = table.iloc[:, 3:].to_numpy(float)
        assert np.array_equal(np.isnan(ours), np.isnan(theirs)), name
        worst, rows = max(worst, float(np.nanmax(np.abs(ours - theirs)))), rows + len(ours)
    Figure(
        name="reproduction numbers of 5 outbreaks: worst difference from EpiEstim 2.2.4",
        value=worst,
        unit="",
        at_most=1e-9,
        note=f"{rows} windows, mean, deviation and three quantiles",
    ).tell()


def late_reports() -> None:
    """Tell how often bands for cases that are not reported yet held what was known later."""
    path = golden.FOLDER / "surveillance" / "husO104_linelist.csv"
    columns = np.loadtxt(path, "str", delimiter=",", skiprows=1, quotechar='"')
    began, known = columns.astype("datetime64[D]").T
    mornings = np.arange(np.datetime64("2011-05-27"), np.datetime64("2011-07-01"))
    cover, shown = replay(began, known, mornings, 15)
    Figure(
        name="HUS 2011 replayed on 35 mornings: part of the days that the 95 % band holds",
        value=cover,
        unit="",
        at_least=0.93,
        peer="R surveillance 1.20.3, nowcast by Lawless",
        peer_value=0.69,
        note=f"{shown:.0%} of the days shown; R shows all, and was asked by hand",
    ).tell()


def main() -> None:
    """Compare and tell."""
    if not golden.FOLDER.is_dir():
        return
    conformance(golden.farrington())
    conformance(golden.classics())
    reproduction()
    late_reports()


if __name__ == "__main__":
    main()
