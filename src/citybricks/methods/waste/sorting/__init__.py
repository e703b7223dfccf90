"""Names of what is thrown away become classes of a city, or are left to people."""
