"""Gatherings: who holds them, who takes part, when and where."""
