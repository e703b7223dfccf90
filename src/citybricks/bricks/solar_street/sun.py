"""Where the sun stands over one place through a year, in half hours and in nights."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from citybricks.kernel.errors import BrickError

Array = NDArray[np.float64]

DAYS = 365
STEPS = 48
"""Half hours in a day."""
SAMPLES = 3
"""Positions of the sun within each half hour."""
YEAR = 2025
"""An ordinary year; the sun's path differs by less than 0.3 degrees between years."""


@dataclass(frozen=True)
class Sun:
    """The sun over one place in standard time, 365 days of 48 half hours.

    Parameters
    ----------
    latitude, longitude
        Of the place [deg].
    offset
        Standard time minus universal time [h].
    zenith, azimuth
        Ten-minute means at the middle of each of three samples per half hour [deg].
    normal
        Extraterrestrial irradiance on a plane facing the sun, each half hour [W/m2].
    """

    latitude: float
    longitude: float
    offset: float
    zenith: Array
    azimuth: Array
    normal: Array

    @cached_property
    def cosine(self) -> Array:
        """Cosine of the zenith angle, zero at night, each sample."""
        return np.maximum(np.cos(np.radians(self.zenith)), 0.0)

    @cached_property
    def horizontal(self) -> Array:
        """Mean extraterrestrial irradiance on the horizontal, each half hour [W/m2]."""
        return self.normal * halves(self.cosine)

    @cached_property
    def hours(self) -> Array:
        """Hour of the year at the middle of each sample."""
        count = DAYS * STEPS * SAMPLES
        return (np.arange(count) + 0.5) * 24 / (STEPS * SAMPLES)

    @property
    def facing(self) -> float:
        """Azimuth of the equator, which panels face [deg]."""
        return 180.0 if self.latitude >= 0 else 0.0

    def beam_ratio(self, tilt: float, skyline: float) -> Array:
        """Beam reaching the cells per beam on the horizontal, each half hour.

        The geometric factor R_b times the transmittance of the glass (Fresnel, [1]_), averaged
        over the half hour with the beam's own weight, and zero behind the skyline.

        Parameters
        ----------
        tilt
            Of the panel from the horizontal [deg].
        skyline
            Height of what stands around the panel [deg].

        References
        ----------
        .. [1] De Soto W., Klein S. A., Beckman W. A., Improvement and validation of a model for
           photovoltaic array performance, Solar Energy 80 (2006) 78-88,
           doi:10.1016/j.solener.2005.06.010.
        """
        from pvlib import iam, irradiance

        toward = irradiance.aoi_projection(tilt, self.facing, self.zenith, self.azimuth)
        seen = (self.zenith < 90.0 - skyline) & (toward > 0)
        glass = iam.physical(np.degrees(np.arccos(np.clip(toward, 0.0, 1.0))))
        reached = halves(np.where(seen, toward * glass, 0.0))
        level = halves(self.cosine)
        ratio: Array = np.divide(reached, level, out=np.zeros_like(level), where=level > 0)
        return ratio

    def nights(self, elevation: float) -> Array:
        """Dusk and dawn: when the sun sinks below and rises above `elevation` [deg].

        Returns
        -------
        Array
            Hours of the year, shape (n_nights, 2); the night that spans the new year begins
            before hour 0.
        """
        above = 90.0 - self.zenith - elevation
        following = np.roll(above, -1)
        share = above / np.where(above == following, 1.0, above - following)
        crossing = self.hours + share * (24 / (STEPS * SAMPLES))
        dusk = crossing[(above > 0) & (following <= 0)]
        dawn = crossing[(above <= 0) & (following > 0)]
        if len(dusk) and dawn[0] < dusk[0]:
            dusk = np.r_[dusk[-1] - DAYS * 24, dusk[:-1]]
        return np.column_stack([dusk, dawn])


def halves(samples: Array) -> Array:
    """Average the samples of each half hour."""
    mean: Array = samples.reshape(-1, SAMPLES).mean(axis=1)
    return mean


def sun_over(latitude: float, longitude: float, offset: float) -> Sun:
    """Compute the sun's path over a place for a year.

    Parameters
    ----------
    latitude, longitude
        Of the place [deg].
    offset
        Standard time minus universal time [h].

    Raises
    ------
    BrickError
        When there is a day on which the sun does not rise (polar night).
    """
    from pvlib import irradiance, solarposition

    minutes = 24 * 60 / (STEPS * SAMPLES)
    start = pd.Timestamp(f"{YEAR}-01-01") + pd.Timedelta(minutes=minutes / 2 - 60 * offset)
    times = pd.date_range(start, periods=DAYS * STEPS * SAMPLES, freq=f"{minutes:g}min", tz="UTC")
    found = solarposition.get_solarposition(times, latitude, longitude)
    day = 1 + np.arange(DAYS * STEPS) // STEPS
    normal = np.asarray(irradiance.get_extra_radiation(day, epoch_year=YEAR), dtype=float)
    sun = Sun(
        latitude,
        longitude,
        offset,
        found["zenith"].to_numpy(float),
        found["azimuth"].to_numpy(float),
        normal,
    )
    risen = sun.horizontal.reshape(DAYS, STEPS).any(axis=1)
    if not risen.all():
        raise BrickError(
            "places",
            "at latitude {latitude} the sun does not rise on {count} days of the year (polar"
            " night): no battery lasts that long; these places need the grid",
            latitude=round(latitude, 2),
            count=int((~risen).sum()),
        )
    return sun
