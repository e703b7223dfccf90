"""Tables that members send in: read, checked row by row, shown, and only then taken over."""
