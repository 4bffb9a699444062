"""Databases for what concerns one kind only, and without a schema."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import NewUrl, Placed, empty_url

__all__ = ["empty_url"]


@pytest.fixture
def on_postgresql(postgres_url: NewUrl) -> Iterator[Placed]:
    """A migrated PostgreSQL database without data."""
    opened = Placed(postgres_url())
    yield opened
    opened.close()
    postgres_url.drop(opened.url)
