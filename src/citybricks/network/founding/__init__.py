"""The founding network: what the documents say of its cities, institutions, offers and needs."""
