"""What people say and press about applications: one file per flow or small group of acts."""
