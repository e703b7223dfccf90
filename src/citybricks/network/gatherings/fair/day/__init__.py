"""The day itself: who is where now, who is there, who did not come, and quick swaps."""
