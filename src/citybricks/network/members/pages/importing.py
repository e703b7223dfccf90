"""Pages on which the secretariat takes over members from a table."""
