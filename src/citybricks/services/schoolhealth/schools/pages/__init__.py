"""Pages of pupil health in a city: its start, a person's home there, its schools."""
