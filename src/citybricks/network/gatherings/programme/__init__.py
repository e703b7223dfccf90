"""The programme of a forum: tracks, sessions, talks, rooms."""
