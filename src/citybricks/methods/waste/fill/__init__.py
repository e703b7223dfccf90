"""How full containers get: rates, weekdays, faults and emptyings from readings, and forecasts.

A container fills by deposits that come at random and are of random size; when it is emptied that
begins anew (a compound renewal process).
"""

from citybricks.methods.waste.fill.fitting import fit
from citybricks.methods.waste.fill.model import FillModel, Outlook

__all__ = ["FillModel", "Outlook", "fit"]
