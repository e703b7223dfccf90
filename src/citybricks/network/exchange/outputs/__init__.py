"""Offers and needs for programs: Atom, CSV, JSON-LD, OGC API – Records."""
