"""How a solar street looks: what to order, how sure it is, and how sure the weather is."""

from citybricks.bricks.solar_street.brick import SolarStreet
from citybricks.views import Card, Chart, Map, Page, Table


def show(o: SolarStreet) -> Page:
    """Show the order first, then the poles, then what the sizes rest on."""
    return Page(
        Card(o.renewable),
        Card(o.loss, "Energy not served", unit="%", description=said("loss")),
        Card(o.lit_nights, "Nights lit", unit="%", description=said("lit_nights")),
        Card(o.dark_run, "Dark nights in a row", unit="{night}", description=said("dark_run")),
        Card(o.keep, "Present cost", unit="{CNY}", description=said("keep")),
        Card(o.cable, "Break-even cable", unit="m", description=said("cable")),
        Card(o.carbon, "Greenhouse gases avoided", unit="t/a", description=said("carbon")),
        Table(o.orders, title="What to order"),
        Map(o.poles, colour="battery", label="id", title="Poles and the battery of each"),
        Page(
            Table(o.sources, title="Sizes that each source of weather alone would ask for"),
            Chart(o.sources, x="source", y="panel", kind="bar", title="Panel by source"),
            Chart(o.sources, x="source", y="battery", kind="bar", title="Battery by source"),
            title="How far the sources of weather differ",
        ),
        Page(
            Chart(
                o.sizes,
                x="panel",
                y="battery",
                colour="loss",
                log_y=True,
                title="Panels and batteries of equal loss-of-load probability",
            ),
            Chart(o.years, x="share", y="loss", title="Energy not served, from best year to worst"),
            Chart(
                o.years,
                x="share",
                y="dark_run",
                kind="point",
                title="Longest run of dark nights in each year",
            ),
            title="How sure the light is",
        ),
    )


def said(name: str) -> str:
    """Return what the outcome says about one of its numbers."""
    return SolarStreet.model_fields[name].description or ""
