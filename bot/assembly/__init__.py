"""Assembles one process from its parts, and what it does on a schedule."""
