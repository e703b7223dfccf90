"""Streams of waste through facilities: balances, least cost, least greenhouse gases, rates."""
