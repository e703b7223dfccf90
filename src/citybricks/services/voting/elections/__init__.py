"""Elections: from the draft to the published result."""
