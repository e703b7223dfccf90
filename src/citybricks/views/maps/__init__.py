"""Maps on plain paper."""
