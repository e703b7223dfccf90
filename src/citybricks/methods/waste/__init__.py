"""Waste: how full containers get, when they are emptied, what it is and where it goes."""
