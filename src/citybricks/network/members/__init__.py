"""Members of the network and the people who act for them."""
