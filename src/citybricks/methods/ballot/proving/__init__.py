"""Makes what goes on a board: credentials, ballots, keys, shuffles, shares, results.

Nothing of the verifier is used here, nor the other way round. Whatever is drawn by chance comes
from a `Below`, which is `secrets.randbelow`; only tests put another in its place.
"""
