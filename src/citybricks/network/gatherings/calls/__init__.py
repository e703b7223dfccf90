"""Calls for talks and sessions, and what was proposed and decided."""
