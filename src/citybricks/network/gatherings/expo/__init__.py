"""The expo of a gathering: halls, booths, their staff and visitors."""
