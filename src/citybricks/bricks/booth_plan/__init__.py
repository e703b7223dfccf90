"""Booths of an expo: who stands where, and beside whom."""
