"""Pages of guardians and nurses."""
