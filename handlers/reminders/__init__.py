"""Reminders: from a policy to a plan, from the plan to messages; who comes, what changed, calendars."""
