"""A package of a third party, with a brick that takes its time."""
