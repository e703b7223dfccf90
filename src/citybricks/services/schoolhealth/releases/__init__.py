"""What leaves a city: tables without small numbers, and totals with noise. No pupil, no class."""
