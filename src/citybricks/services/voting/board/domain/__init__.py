"""Rules of the board, as plain functions."""
