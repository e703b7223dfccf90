"""What to collect when: what a visit is worth, a year under a policy, what a sensor is worth."""
