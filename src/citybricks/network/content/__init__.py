"""What members write: kept in the language it was written in, with translations beside it."""
