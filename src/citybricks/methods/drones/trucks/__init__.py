"""A truck with drones: who serves whom, where drones leave and come back, and when."""
