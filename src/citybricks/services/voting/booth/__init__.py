"""The booth: static files that encrypt ballots in the voter's browser, built from frontend/booth."""
