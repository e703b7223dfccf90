"""Many members from a table: every row is checked before any is taken over."""
