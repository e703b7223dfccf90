"""The API of the network: members, offers, needs, interest and matches, for programs."""
