"""Template tags of texts."""
