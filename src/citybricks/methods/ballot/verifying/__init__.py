"""The verifier: what anybody can check of an election, from its archive alone.

Nothing here is shared with what makes ballots, keys, shuffles and decryptions.
"""
