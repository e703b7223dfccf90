"""One search over members, offers, needs and bricks, and the pool that matching looks into."""
