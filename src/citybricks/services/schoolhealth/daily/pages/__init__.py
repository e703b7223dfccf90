"""Pages of daily reports: a school's entry, files that are sent in."""
