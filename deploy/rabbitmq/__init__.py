"""What the broker holds before anyone connects: users, rights, exchanges."""
