"""What follows from a brick's signature: JSON Schema, form, command line, OGC API, notebook."""
