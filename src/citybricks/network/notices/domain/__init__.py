"""Rules of telling, as plain functions."""
