"""The path of an event: what it is taken to mean, who answers, and what is kept."""
