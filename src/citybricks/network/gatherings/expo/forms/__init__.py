"""Forms of an expo: halls, booths, what booths show, what visitors write."""
