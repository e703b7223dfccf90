"""The designer's pages, one module for each kind."""
