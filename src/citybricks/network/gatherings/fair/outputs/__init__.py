"""What a fair gives out."""
