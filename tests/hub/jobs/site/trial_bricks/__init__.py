"""Bricks that behave, and bricks that do not: an installed package, as a third party writes it."""
