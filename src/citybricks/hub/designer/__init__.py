"""The designer: blueprints drawn in the browser, run and shared."""
