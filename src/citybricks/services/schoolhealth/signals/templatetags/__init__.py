"""Tags of the templates of signals."""
