"""Rules, as plain functions."""
