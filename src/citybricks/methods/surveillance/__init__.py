"""Outbreaks in counts of cases: detectors, scans, reproduction numbers, late reports."""
