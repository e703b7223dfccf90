"""How good forecasts of readings are, which take few values.

A value at the end of an interval lies inside with the part of its chance that does, as readings in
steps are no points [1]_; a closed interval would hold more than it says.

References
----------
.. [1] Czado C., Gneiting T., Held L., Predictive model assessment for count data, Biometrics 65
   (2009) 1254-1261, doi:10.1111/j.1541-0420.2009.01191.x.
.. [2] Gneiting T., Raftery A.E., Strictly proper scoring rules, prediction, and estimation, JASA
   102 (2007) 359-378, doi:10.1198/016214506000001437.
"""

from __future__ import annotations

import numpy as np

from citybricks.methods.waste.fill.ahead import Ahead


def rmse(told: Ahead) -> float:
    """Return the root of the mean squared error of the expected reading, in percent."""
    return float(np.sqrt(np.mean((told.mean - told.read) ** 2)))


def crps(told: Ahead) -> float:
    """Return the mean continuous ranked probability score, in percent [2]_."""
    below = told.chance.cumsum(axis=1)
    passed = told.values >= told.read[:, None]
    width = np.diff(told.values)
    return float((((below - passed) ** 2)[:, :-1] * width).sum(axis=1).mean())


def coverage(told: Ahead, share: float = 0.8) -> float:
    """Return which part of the readings lies in the middle `share` of what was expected."""
    below = told.chance.cumsum(axis=1)
    at = np.abs(told.values - told.read[:, None]).argmin(axis=1)
    rows = np.arange(len(at))
    own = np.maximum(told.chance[rows, at], 1e-12)
    high = below[rows, at]
    low = high - own
    edge = (1 - share) / 2
    return float(np.mean((np.clip(high, edge, 1 - edge) - np.clip(low, edge, 1 - edge)) / own))


def closed_coverage(told: Ahead, share: float = 0.8) -> float:
    """Return which part of the readings lies in the closed interval from quantile to quantile."""
    below = told.chance.cumsum(axis=1)
    edge = (1 - share) / 2
    last = len(told.values) - 1
    low = told.values[np.minimum((below < edge - 1e-9).sum(axis=1), last)]
    high = told.values[np.minimum((below < 1 - edge - 1e-9).sum(axis=1), last)]
    return float(np.mean((told.read >= low) & (told.read <= high)))
