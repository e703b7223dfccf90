"""What stays of a forum: slides, recordings, abstracts, a declaration."""
