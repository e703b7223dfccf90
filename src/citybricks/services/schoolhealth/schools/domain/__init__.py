"""Rules of a city's schools: which days are school days, who holds a post, what is imported."""
