"""What people are told: in a list on the pages, and by mail in their language."""
