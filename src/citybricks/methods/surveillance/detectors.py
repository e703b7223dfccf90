"""Every detector by its name, and one way to run them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.surveillance import bayes, cusum, daily, ears, rki
from citybricks.methods.surveillance.farrington import flexible, original
from citybricks.methods.surveillance.negative_binomial import MOST_MEAN
from citybricks.methods.surveillance.parameters import ParameterError
from citybricks.methods.surveillance.series import Alarms, Series, ShortHistoryError

__all__ = ["DETECTORS", "Detector", "ParameterError", "ShortHistoryError", "detect"]

Indexes: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True)
class Detector:
    """A way to tell unusual counts.

    Parameters
    ----------
    control
        Dataclass of its parameters, which refuses what is not allowed.
    run
        Function of the series, the indexes of its times and the parameters.
    needs
        How many earlier times it needs, by parameters and times in a year.
    """

    control: type[Any]
    run: Callable[[Series, Indexes, Any], Alarms]
    needs: Callable[[Any, int], int]


DETECTORS: dict[str, Detector] = {
    "farrington-flexible": Detector(flexible.Control, flexible.detect, flexible.needs),
    "farrington": Detector(original.Control, original.detect, original.needs),
    "ears-c1": Detector(ears.Control, ears.detect_c1, ears.needs_c1),
    "ears-c2": Detector(ears.Control, ears.detect_c2, ears.needs_c2),
    "ears-c3": Detector(ears.ControlC3, ears.detect_c3, ears.needs_c3),
    "cusum": Detector(cusum.Control, cusum.detect, cusum.needs),
    "rki": Detector(rki.Control, rki.detect, rki.needs),
    "bayes": Detector(bayes.Control, bayes.detect, bayes.needs),
    "daily": Detector(daily.Control, daily.detect_daily, daily.needs),
}


def detect(name: str, series: Series, at: Iterable[int] | None = None, **parameters: Any) -> Alarms:
    """Return what a detector says of some times of a series.

    Parameters
    ----------
    name
        One of `DETECTORS`.
    series
        Counts of one or more units; more than 10⁹ is taken for not known.
    at
        Which times, as indexes; all with enough history before them when none are given.
    parameters
        Of the detector; its defaults stand for those that are not given.

    Raises
    ------
    ParameterError
        When there is no such detector, parameter or time, or a value is not allowed.
    ShortHistoryError
        When there are fewer earlier times than the detector needs.
    """
    detector = DETECTORS.get(name)
    if detector is None:
        raise ParameterError("detector", name, f"one of {', '.join(DETECTORS)} is needed")
    control = _control(name, detector, parameters)
    needed = detector.needs(control, series.per_year)
    times = len(series.dates)
    indexes = _indexes(at, needed, times)
    first = int(indexes.min()) if len(indexes) else times
    if first < needed or not len(indexes):
        raise ShortHistoryError(name, needed, first)
    return _sound(detector.run(_sane(series), indexes, control))


def _sane(series: Series) -> Series:
    """Take what is no count of cases for not known."""
    absurd = series.counts > MOST_MEAN
    return (
        replace(series, counts=np.where(absurd, np.nan, series.counts)) if absurd.any() else series
    )


def _sound(said: Alarms) -> Alarms:
    """Leave no number infinite and no alarm without a threshold."""
    parts = ("upper", "expected", "p", "score", "dispersion")
    finite = {name: getattr(said, name) for name in parts}
    finite = {name: np.where(np.isfinite(one), one, np.nan) for name, one in finite.items()}
    return replace(said, alarm=said.alarm & np.isfinite(said.upper), **finite)


def _control(name: str, detector: Detector, parameters: dict[str, Any]) -> Any:
    """Return the parameters, checked."""
    known = [field.name for field in fields(detector.control)]
    for one, value in parameters.items():
        if one not in known:
            raise ParameterError(one, value, f"{name} has the parameters {', '.join(known)}")
    return detector.control(**parameters)


def _indexes(at: Iterable[int] | None, needed: int, times: int) -> Indexes:
    """Return which times are asked for."""
    if at is None:
        return np.arange(min(needed, times), times, dtype=np.intp)
    asked: list[Any] = list(at)
    if not asked:
        raise ParameterError("at", asked, "at least one time is needed")
    for one in asked:
        if not isinstance(one, int | np.integer) or not 0 <= one < times:
            raise ParameterError("at", one, f"indexes from 0 to {times - 1} are needed")
    return np.array(asked, dtype=np.intp)
