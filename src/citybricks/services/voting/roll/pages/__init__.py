"""Pages of the roll and of the polling desk."""
