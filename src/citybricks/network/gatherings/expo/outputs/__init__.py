"""Booths as other programs read them."""
