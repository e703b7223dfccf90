"""Drones in delivery: energy and wind, zones and ways around them, risk on the ground, plans."""
