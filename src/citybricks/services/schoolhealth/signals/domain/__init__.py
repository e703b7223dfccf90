"""Rules of signals, as plain functions."""
