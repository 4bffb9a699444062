"""The web process: LINE's webhook, health, metrics, calendar feeds."""
