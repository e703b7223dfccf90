"""Plans of gatherings: who meets whom when, what is spoken of where, which booth stands where."""
