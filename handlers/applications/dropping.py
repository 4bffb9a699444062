"""Erasing one application."""

from __future__ import annotations

from models.store import Transaction


def drop(tx: Transaction, application: str) -> None:
    """Erases an application and everything attached to it."""
    tx.attachments.release(application)
    tx.applications.drop(application)
