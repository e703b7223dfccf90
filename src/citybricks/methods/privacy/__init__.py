"""What keeps people unknown: pseudonyms, suppressed tables and their audit, noisy totals."""
