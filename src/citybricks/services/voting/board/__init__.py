"""The public board of an election: an archive to which one only appends, and its signed heads."""
