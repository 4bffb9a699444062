"""A town on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import KINDS, new_url
from tests.processes.town import Town


@pytest.fixture(params=KINDS)
def town(request: pytest.FixtureRequest, tmp_path: Path, model_path: Path) -> Iterator[Town]:
    """An installation that is not yet released, with the model trained already."""
    made = Town(tmp_path, new_url(request.param, request, tmp_path, migrated=False), model_path)
    yield made
    made.close()
