"""Rules of daily reports: how they are entered, read from files, and what was known when."""
