"""What the bot does: use cases in plain Python. No Flask, no LINE, no clock, no environment."""
