"""What a page's address or form asks for, and the addresses that ask for it again."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import request, url_for

from bot.console.here import PAGES
from models.listing import Filter


def wanted(*, form: bool = False) -> Filter:
    """The filter in the address, or in the form."""
    given = request.form if form else request.args
    return Filter.of(given.to_dict(flat=False))


def address(endpoint: str, wanted: Filter, *more: tuple[str, str], **values: Any) -> str:
    """A page's address with a filter in it."""
    pairs = [*wanted.pairs, *more]
    base = url_for(f"{PAGES}.{endpoint}", **values)
    return f"{base}?{urlencode(pairs)}" if pairs else base


def whole(name: str, *, form: bool = True) -> int | None:
    """A field, or a part of the address, that must be a whole number; None if it is none."""
    text = (request.form if form else request.args).get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
