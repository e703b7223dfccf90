"""Health of pupils: what schools report each day, and what a city learns from it early."""
