"""What people say and press about reminders: one file a flow or a small group of acts."""
