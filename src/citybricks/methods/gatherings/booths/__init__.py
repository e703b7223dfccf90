"""Booths of an expo: halls of cells and aisles, and who stands beside whom."""
