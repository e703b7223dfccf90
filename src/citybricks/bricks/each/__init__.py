"""One brick run for many cities at once."""
