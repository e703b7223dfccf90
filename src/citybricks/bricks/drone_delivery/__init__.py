"""Deliveries by drone to sparsely populated areas."""
