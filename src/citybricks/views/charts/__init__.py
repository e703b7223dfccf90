"""Charts, through Altair and Vega-Lite."""
