"""The lab's pages, one module for each kind."""
