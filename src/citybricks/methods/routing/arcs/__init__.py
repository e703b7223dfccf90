"""Routes that serve streets: capacitated arc routing, as for waste collected at the kerb."""
