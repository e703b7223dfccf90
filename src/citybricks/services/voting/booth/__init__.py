"""The booth: static files that encrypt ballots in the browser, built from frontend/booth."""
