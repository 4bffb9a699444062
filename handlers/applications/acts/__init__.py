"""What people say and press about applications: one file a flow or a small group of acts."""
