"""A city's schools, their classes and calendar, and who acts for them."""
