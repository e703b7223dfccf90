"""Rules of elections."""
