"""Demo towns that a seed makes: nobody lives there, and nothing of them is copied."""
