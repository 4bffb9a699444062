"""Tokens of links that only one person may follow: unguessable, and only their hash is kept."""

from __future__ import annotations

import hashlib
import secrets

TOKEN_BYTES = 24
LONGEST = 100
"""Characters of a token; whatever is longer is none of ours."""


def new_token() -> str:
    """A new one, fit for an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
