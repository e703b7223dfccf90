"""The rules of releases."""
