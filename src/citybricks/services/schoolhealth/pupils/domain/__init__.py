"""Rules of pupils' records."""
