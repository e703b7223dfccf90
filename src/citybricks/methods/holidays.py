"""Public holidays of countries."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def public_holidays(country: str, dates: NDArray[np.datetime64]) -> NDArray[np.bool_]:
    """Return which days are public holidays of a country.

    Parameters
    ----------
    country
        Its two letters of ISO 3166-1; empty for none.
    dates
        Days.

    Raises
    ------
    NotImplementedError
        When the holidays of the country are not known; `citybricks.types.HolidayCountry` says so
        to whoever names one.
    """
    if not country:
        return np.zeros(len(dates), dtype=bool)
    import holidays

    years = np.unique(dates.astype("datetime64[Y]").astype(int) + 1970)
    known: Any = holidays.country_holidays(country, years=years.tolist())
    return np.isin(dates, np.array(sorted(known), dtype="datetime64[D]"))
