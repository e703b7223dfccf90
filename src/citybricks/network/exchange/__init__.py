"""Offers and needs of members: published, matched, answered, and brought to an outcome."""
