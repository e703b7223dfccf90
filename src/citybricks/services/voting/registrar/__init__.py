"""The registrar: makes the credentials of voters, and keeps none in clear."""
