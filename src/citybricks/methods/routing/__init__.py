"""Routes of vehicles over points and streets: planned, bounded from below, and checked."""
