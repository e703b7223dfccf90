"""A number held against a limit."""
