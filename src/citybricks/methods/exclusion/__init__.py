"""When pupils who are ill stay away from school, by the law of their country."""
