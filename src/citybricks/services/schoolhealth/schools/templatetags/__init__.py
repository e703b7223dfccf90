"""Tags of the templates of pupil health."""
