"""Rules about members and their people, as plain functions."""
