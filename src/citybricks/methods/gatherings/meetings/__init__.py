"""Who meets whom when: meetings of two to four people in slots, with a proven bound beside them."""
