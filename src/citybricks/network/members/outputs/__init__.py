"""Members as data for others: JSON-LD and CSV."""
