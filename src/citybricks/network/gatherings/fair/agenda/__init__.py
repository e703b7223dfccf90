"""What a plan is for each person: agenda, calendar, outcomes, and what is printed."""
