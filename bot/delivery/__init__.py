"""Delivering the outbox: claiming, calling LINE, writing down what came of it."""
