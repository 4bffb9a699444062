"""What people say and press apart from programmes: small talk, reaching a human, their own data."""
