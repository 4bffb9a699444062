"""An event's way: what it is taken to mean, who answers, and what is kept of it."""
