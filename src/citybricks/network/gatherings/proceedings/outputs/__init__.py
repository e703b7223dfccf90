"""Proceedings for other programs, and on paper."""
