"""Verifiable online voting."""
