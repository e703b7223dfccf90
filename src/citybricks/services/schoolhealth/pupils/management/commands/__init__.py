"""Commands of pupils' records."""
