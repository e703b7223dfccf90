"""What gatherings are sent as."""
