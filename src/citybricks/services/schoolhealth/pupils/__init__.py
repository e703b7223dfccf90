"""Records of pupils: under pseudonyms, sealed, in a database of their own."""
