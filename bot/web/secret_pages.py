"""What pages found by a secret link share."""

from __future__ import annotations

from flask import Response

from models.secret_link import LONGEST


def possible(token: str) -> bool:
    """Whether it may be a token of ours at all."""
    return len(token) <= LONGEST


def missing() -> Response:
    """An unknown link, or one that is over, looks like any missing page."""
    return Response("not found\n", 404, {"Cache-Control": "no-store"}, content_type="text/plain")
