"""What detectors say of a day, level by level; arrays and settings in, findings out.

A finding carries everything that it was computed with, so that the same settings on the same data
give it again.
"""
