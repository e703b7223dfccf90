"""Rules of the registrar."""
