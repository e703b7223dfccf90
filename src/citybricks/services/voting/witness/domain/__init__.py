"""Rules of witnesses, as plain functions."""
