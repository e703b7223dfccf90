"""What the board shows and what programs ask of it."""
