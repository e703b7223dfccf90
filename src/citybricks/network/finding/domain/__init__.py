"""Rules of finding, as plain functions."""
