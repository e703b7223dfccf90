"""Verifiable voting on the Belenios protocol, version 1: prover, verifier and counting apart.

References
----------
.. [1] S. Glondu, "Belenios specification", versions 2.0 to 3.3.
   https://www.belenios.org/specification.pdf
"""
