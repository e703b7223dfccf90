"""Off-grid solar benches and streetlights."""
