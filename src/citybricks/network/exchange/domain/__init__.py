"""Rules about offers, needs and interest in them, as plain functions."""
