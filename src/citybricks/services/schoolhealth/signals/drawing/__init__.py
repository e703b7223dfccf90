"""Charts of signals and dashboards as SVG: drawn here, each with its numbers as a table.

Colours are those of `citybricks.views`; what a colour says, a shape or a hatching says too.
"""
