"""How outcomes look: maps, charts, tables and cards as HTML and SVG that need no network."""

from citybricks.views.bilingual import Bilingual
from citybricks.views.card import Card
from citybricks.views.charts.capacities import Capacities
from citybricks.views.charts.chart import Chart
from citybricks.views.charts.flows import Sankey
from citybricks.views.charts.gantt import Gantt
from citybricks.views.choice import page_of
from citybricks.views.defaults import default
from citybricks.views.gauge import Gauge
from citybricks.views.grid import Grid
from citybricks.views.maps.layer import Layer
from citybricks.views.maps.map import Map
from citybricks.views.maps.moving import Moving
from citybricks.views.maps.relations import Relations
from citybricks.views.page import Page
from citybricks.views.proof import Evidence
from citybricks.views.slot_grid import SlotGrid
from citybricks.views.table import Table

__all__ = [
    "Bilingual",
    "Capacities",
    "Card",
    "Chart",
    "Evidence",
    "Gantt",
    "Gauge",
    "Grid",
    "Layer",
    "Map",
    "Moving",
    "Page",
    "Relations",
    "Sankey",
    "SlotGrid",
    "Table",
    "default",
    "page_of",
]
