"""A programme in other formats."""
