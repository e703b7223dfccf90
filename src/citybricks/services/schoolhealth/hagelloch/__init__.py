"""The measles of Hagelloch, 1861: days of 188 pupils, without names."""
