"""Noisy totals made to add up, none below zero: what is only reckoned from them stays private.

References
----------
.. [1] M. Hay, V. Rastogi, G. Miklau, D. Suciu, "Boosting the accuracy of differentially private
   histograms through consistency", VLDB 3 (2010) 1021-1032. doi:10.14778/1920841.1920970
.. [2] C. L. Lawson, R. J. Hanson, "Solving Least Squares Problems", SIAM 1995, chapter 23:
   non-negative least squares. doi:10.1137/1.9781611971217
"""

from __future__ import annotations

import numpy as np
from scipy import optimize, sparse

from citybricks.methods.privacy.tables import Cells, Ints


def consistent(cells: Cells, noisy: Ints) -> Ints:
    """Return whole counts of atoms, none negative, whose sums are nearest to noisy ones.

    Parameters
    ----------
    cells
        Which atoms each noisy count is the sum of, of shape (cells, atoms).
    noisy
        Counts with noise of the same scale, of shape (cells,).

    Returns
    -------
    array of int
        Counts of shape (atoms,); every sum of them adds up.
    """
    matrix = sparse.csr_array(cells).toarray().astype(np.float64)
    counts, _ = optimize.nnls(matrix, np.asarray(noisy, dtype=np.float64))
    whole = np.floor(counts).astype(np.int64)
    rest = counts - whole
    more = round(float(rest.sum()))
    whole[np.argsort(-rest, kind="stable")[:more]] += 1
    return np.asarray(whole, dtype=np.int64)
