"""What a watt of panel gives its battery, from the light on the horizontal."""

import numpy as np

from citybricks.bricks.solar_street.equipment import Panel
from citybricks.bricks.solar_street.sun import Array, Sun
from citybricks.bricks.solar_street.weather_years import BEAM_LIMIT, Years

WIND_M_S = 1.0
"""Wind at the module in a street."""


def panel_output(sun: Sun, years: Years, tilt: float, skyline: float, panel: Panel) -> Array:
    r"""Power at the battery per watt of peak power, each daylight half hour.

    Parameters
    ----------
    sun
        The sun over the place.
    years
        Years of weather.
    tilt
        Of the panel, which faces the equator [deg].
    skyline
        Height of what stands around the panel [deg].
    panel
        The module.

    Returns
    -------
    Array
        Shape (n_daylight_steps, n_years) [W/W].

    Notes
    -----
    Hay and Davies' sky [1]_ with the circumsolar part lost behind the skyline and the rest of
    the sky reduced to :math:`\cos^2` of its height; glass by Fresnel for the beam and by
    Marion's integrals for sky and ground [2]_; cells after Faiman [3]_ at 1 m/s.

    References
    ----------
    .. [1] Hay J. E., Davies J. A., Proc. First Canadian Solar Radiation Data Workshop (1980).
    .. [2] Marion B., Solar Energy 147 (2017) 344-348, doi:10.1016/j.solener.2017.03.055.
    .. [3] Faiman D., Progress in Photovoltaics 16 (2008) 307-315, doi:10.1002/pip.813.
    """
    from pvlib import iam, irradiance, temperature

    day = sun.horizontal > 0
    level, air, ratio = years.level[day], years.air[day], sun.beam_ratio(tilt, skyline)[day, None]
    outside = sun.horizontal[day, None]
    beam = np.minimum(level - years.diffuse[day], BEAM_LIMIT * outside)
    sky = irradiance.haydavies(
        tilt,
        sun.facing,
        dhi=level - beam,
        dni=beam,
        dni_extra=outside,
        projection_ratio=ratio,
        return_components=True,
    )
    glass = iam.marion_diffuse("physical", tilt)
    open_sky = np.cos(np.radians(skyline)) ** 2 * glass["sky"]
    ground = irradiance.get_ground_diffuse(tilt, level, panel.albedo / 100) * glass["ground"]
    light = beam * ratio + sky["poa_circumsolar"] + sky["poa_isotropic"] * open_sky + ground
    cells = temperature.faiman(light, air, WIND_M_S)
    kept = (1 - panel.soiling / 100) * (1 - panel.ageing / 100) * panel.converter / 100
    power: Array = light / 1000 * kept * (1 - panel.temperature_loss / 100 * (cells - 25))
    return power
