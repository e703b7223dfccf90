"""Which talk is given when and where: tracks and submissions into sessions and rooms."""
