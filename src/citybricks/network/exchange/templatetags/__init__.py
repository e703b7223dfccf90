"""Template tags of offers and needs."""
