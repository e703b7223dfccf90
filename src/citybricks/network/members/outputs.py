"""Members as data for others: JSON-LD of schema.org, and a table as CSV."""
