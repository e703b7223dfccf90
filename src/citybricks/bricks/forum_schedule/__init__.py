"""When and where each talk of a forum is given (SDG 17.16, 17.17)."""
