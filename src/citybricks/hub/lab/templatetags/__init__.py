"""Words for the lab's templates."""
