"""Where somebody is led after signing in: only below /console/, and only to what can be opened."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from bot.console.here import PAGES


def safe(wanted: str) -> str:
    """The address itself if it is one of ours that a browser can open, else Today's."""
    today = url_for(f"{PAGES}.today")
    parts = urlsplit(wanted) if _plain(wanted) else None
    if parts is None or parts.scheme or parts.netloc or not parts.path.startswith(today):
        return today
    try:
        current_app.url_map.bind("").match(parts.path, "GET")
    except RequestRedirect:
        return wanted
    except HTTPException:
        return today
    return wanted


def _plain(text: str) -> bool:
    """Browsers read a backslash as a slash, and drop control characters: none of ours has either."""
    return "\\" not in text and "//" not in text and ".." not in text and text.isprintable()
