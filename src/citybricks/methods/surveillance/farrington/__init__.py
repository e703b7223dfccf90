"""The Farrington algorithms: regressions on the same weeks of earlier years."""
