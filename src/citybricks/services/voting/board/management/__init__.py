"""Commands of boards."""
