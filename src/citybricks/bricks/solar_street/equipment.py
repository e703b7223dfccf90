"""What stands in the street: the lamp, its panel, its battery, and what they cost."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Gt, Le

from citybricks.types import Hours, Model, Percent, Unit
from citybricks.types.energy import Celsius

PercentPerKelvin = Annotated[float, Ge(0), Le(2), Unit("%/K")]
Yuan = Annotated[float, Ge(0), Unit("{CNY}")]


class Lamp(Model):
    """What the battery has to feed: a light that follows the sun, and what never sleeps."""

    power: Annotated[float, Ge(0), Le(1000), Unit("W")] = 30.0
    """Power of the light at full brightness, its driver included."""
    sun: Annotated[float, Ge(-18), Le(-0.833), Unit("deg")] = -3.0
    """The light is on while the sun is lower than this; -0.833 is sunset, -6 civil dusk."""
    evening: Hours = 5.0
    """Hours at full brightness after dusk."""
    morning: Hours = 1.0
    """Hours at full brightness before dawn."""
    dimmed: Percent = 50.0
    """Brightness between evening and morning, in percent of full power."""
    extra: Annotated[float, Ge(0), Le(1000), Unit("W")] = 1.0
    """Mean power of what runs day and night: controller, USB sockets, Wi-Fi, sensors."""


class Panel(Model):
    """The photovoltaic module and what is lost between its glass and the battery."""

    temperature_loss: PercentPerKelvin = 0.35
    """Power lost per degree that the cells are warmer than 25 °C."""
    soiling: Percent = 5.0
    """Light lost to dust and bird droppings, mean of the dark months."""
    ageing: Percent = 8.0
    """Power lost by the end of its life; sizes are for an aged panel."""
    converter: Percent = 95.0
    """Efficiency of the charge controller (MPPT) and its wires."""
    albedo: Percent = 20.0
    """Light that the ground reflects."""
    step: Annotated[float, Ge(1), Le(100), Unit("W")] = 5.0
    """Sizes on sale: multiples of this peak power."""
    largest: Annotated[float, Gt(0), Le(10_000), Unit("W")] = 800.0
    """Largest peak power that the pole carries in a storm."""


class Battery(Model):
    """The battery: lithium iron phosphate by default."""

    charge: Annotated[float, Ge(10), Le(100), Unit("%")] = 97.0
    """Energy stored per energy sent to the battery."""
    discharge: Annotated[float, Ge(10), Le(100), Unit("%")] = 97.0
    """Energy delivered per energy taken from the store."""
    depth: Annotated[float, Ge(10), Le(100), Unit("%")] = 90.0
    """Share of the capacity that is used (depth of discharge)."""
    health: Annotated[float, Ge(10), Le(100), Unit("%")] = 80.0
    """Capacity left when the battery is replaced; sizes are for this aged battery."""
    self_discharge: Annotated[float, Ge(0), Le(50), Unit("%")] = 3.0
    """Charge lost by itself in 30 days."""
    rate: Annotated[float, Ge(0.05), Le(5), Unit("/h")] = 0.5
    """Highest charging power per capacity (C-rate)."""
    coldest_charge: Celsius = 0.0
    """No charging while the battery is colder than this; lithium would plate."""
    cold_loss: PercentPerKelvin = 0.5
    """Capacity out of reach per degree that the battery is colder than 25 °C."""
    buried: Annotated[float, Ge(0), Le(3), Unit("m")] = 0.8
    """Depth of the battery box in the ground; 0 is on the pole or in the bench, in the air."""
    step: Annotated[float, Ge(1), Le(1000), Unit("W.h")] = 20.0
    """Sizes on sale: multiples of this energy."""
    largest: Annotated[float, Gt(0), Le(100_000), Unit("W.h")] = 6_000.0
    """Largest battery that fits."""


class Prices(Model):
    """What it costs to build and to keep, in the money of one year."""

    panel: Annotated[float, Ge(0), Unit("{CNY}/W")] = 4.0
    """Panel with its bracket and the stronger pole that wind on it asks for, per watt."""
    battery: Annotated[float, Ge(0), Unit("{CNY}/(W.h)")] = 0.8
    """Battery with its management system and box, per watt-hour."""
    fixed: Yuan = 2500.0
    """What does not grow with size: pole, luminaire, controller, foundation, labour."""
    battery_life: Annotated[float, Ge(1), Le(50), Unit("a")] = 10.0
    """Years until the battery is down to its state of health and is replaced."""
    cable: Annotated[float, Ge(0), Unit("{CNY}/m")] = 150.0
    """Cable and trench of the alternative, a pole on the grid."""
    tariff: Annotated[float, Ge(0), Unit("{CNY}/(kW.h)")] = 0.65
    """Electricity from the grid."""
    horizon: Annotated[float, Ge(1), Le(50), Unit("a")] = 20.0
    """Years that are paid for; the panel lasts as long."""
    discount: Annotated[float, Ge(0), Le(30), Unit("%")] = 5.0
    """Real discount rate per year."""

    def per_watt_hour(self) -> float:
        """Present price of a watt-hour of battery and of its replacements."""
        replacements = range(1, 1 + int((self.horizon - 1e-9) // self.battery_life))
        return self.battery * (1 + sum(self._now(n * self.battery_life) for n in replacements))

    def grid_energy(self, yearly: float) -> float:
        """Present cost of buying that many kilowatt-hours a year until the horizon."""
        return (
            yearly * self.tariff * sum(self._now(year) for year in range(1, 1 + int(self.horizon)))
        )

    def _now(self, years: float) -> float:
        return float((1 + self.discount / 100) ** -years)


class Footprint(Model):
    """Greenhouse gases of the grid that is not used, and of making what is used instead."""

    grid: Annotated[float, Ge(0), Le(3), Unit("kg/(kW.h)")] = 0.5366
    """CO2 per kilowatt-hour of grid electricity; national average of China in 2022."""
    panel: Annotated[float, Ge(0), Le(10), Unit("kg/W")] = 0.81
    """CO2 equivalent of making a watt of panel."""
    battery: Annotated[float, Ge(0), Le(1), Unit("kg/(W.h)")] = 0.1
    """CO2 equivalent of making a watt-hour of battery."""


@dataclass(frozen=True)
class Kit:
    """What may be bought, and what it has to achieve.

    Parameters
    ----------
    lamp, panel, battery, prices
        The equipment, its sizes on sale and what it costs.
    tilts
        How steep panels may stand [deg].
    target
        Loss-of-load probability, a share.
    confidence
        Share of the years that must keep it.
    """

    lamp: Lamp
    panel: Panel
    battery: Battery
    prices: Prices
    tilts: tuple[float, ...]
    target: float
    confidence: float
