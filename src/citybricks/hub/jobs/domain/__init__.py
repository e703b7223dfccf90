"""Rules of the job queue, as plain functions."""
