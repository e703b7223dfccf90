"""The charts of releases."""
