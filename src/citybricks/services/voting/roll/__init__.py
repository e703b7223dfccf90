"""The roll of an election: who may vote, how they show it, and by which channel they did."""
