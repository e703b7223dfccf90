"""Tags of the templates of elections."""
