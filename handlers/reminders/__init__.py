"""Reminders: from policy to plan, from plan to messages; who comes, what changed, calendars."""
