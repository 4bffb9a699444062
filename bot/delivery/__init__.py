"""Delivers the outbox: claims, calls LINE, records the outcome."""
