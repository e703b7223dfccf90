"""One-day-ahead fill of the public bins of Wyndham, Victoria, beside simple forecasts.

What is told of a day is learnt from days before it: rates anew every four weeks, the latest reading
and whether the sensor repeats itself until the day before. *Own past* is the split by time. *New
bins* is the split by bin: those of a fold have no reading before the test begins, and what is known
of them at first is what the other bins show. The 80 % interval is told in two ways: by the share of
chance (Czado, Gneiting and Held 2009), as two thirds of the readings are the lowest of six values,
and closed.

