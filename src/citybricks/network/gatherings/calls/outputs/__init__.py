"""Proposals for other programs."""
