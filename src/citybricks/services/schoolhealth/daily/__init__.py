"""What a school reports each day: who is ill with what, class by class."""
