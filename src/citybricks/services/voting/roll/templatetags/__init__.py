"""Tags of the templates of rolls."""
