"""The Farrington algorithms: regressions on the same weeks of earlier years.

What the reference, R's `surveillance` 1.20.3, does beyond the papers, and is done here alike:

- After past outbreaks are weighed down, `farringtonFlexible` keeps their weights where those of
  the regression were. The standard error of the mean and the test of the trend then stand on
  Σ ω ((y - μ) / μ)² / df, not on Pearson's dispersion. `pearson=True` does what the papers say, and
  so does the detector of 1996 (`regressing`).
- A trend is kept with three years or more, a p-value below the limit, and an expected count that
  was reached before; else the regression is done again without it (`regressing`).
- Dispersions are computed with working weights of the step before the last (`glm`).
- Years go back by the calendar, to the nearest week that begins on the same weekday; the time of a
  month is its first day, so that months are as long as they are (`baseline`).
- Seasons that cannot be of one length are longer at the beginning of the year (`baseline`).
- With fewer than 5 cases in 4 weeks there is no threshold. What is usual is told anyway, and
  `limit54=None` tells the threshold as well (`flexible`).

What is done otherwise: the score of the negative binomial methods is the exceedance as for the
others, where R subtracts the logarithm of the mean from counts; a week that was not reported takes
no later threshold away; and a threshold that would be more than 10⁹ cases is none.
"""
