"""Pages of signals and dashboards."""
