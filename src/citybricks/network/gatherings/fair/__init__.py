"""The matching fair of a gathering: who meets whom, when, at which table."""
