"""Services that cities run on the hub."""
