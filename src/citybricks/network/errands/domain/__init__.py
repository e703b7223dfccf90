"""Rules of owing and doing, as plain functions."""
