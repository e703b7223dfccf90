"""The durable job queue: one leased table, workers, and what they tell each other."""
