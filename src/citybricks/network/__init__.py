"""The cooperation: Django apps of the network of cities."""
