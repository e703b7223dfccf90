"""How outcomes look: maps, charts, tables and cards as HTML and SVG that need no network."""

from citybricks.views.card import Card
from citybricks.views.charts.chart import Chart
from citybricks.views.choice import page_of
from citybricks.views.defaults import default
from citybricks.views.maps.layer import Layer
from citybricks.views.maps.map import Map
from citybricks.views.page import Page
from citybricks.views.table import Table

__all__ = ["Card", "Chart", "Layer", "Map", "Page", "Table", "default", "page_of"]
