"""Signals of outbreaks at schools: detected, verified, assessed, responded to."""
