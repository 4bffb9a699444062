"""What people say and press about reminders: one file per flow or small group of acts."""
