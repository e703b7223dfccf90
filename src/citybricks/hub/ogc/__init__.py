"""OGC API - Processes, native."""
