"""Template tags of expos."""
