"""What people say and press about their own data."""
