"""A package of bricks that is not part of the product, found by its entry point."""
