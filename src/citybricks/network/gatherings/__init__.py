"""Gatherings: forums, matching fairs and expos, as Django apps around their planning bricks."""
