"""Witness boards of other cities, so that nobody can be shown another board."""
