"""Rules of the designer, as plain functions."""
