"""What people say and press about answers."""
