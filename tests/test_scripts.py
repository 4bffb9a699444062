"""Every conversation script, played on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.turn import Reader
from models.store import Database
from tests import rig
from tests.playing import Player, scripts


@pytest.mark.parametrize("script", scripts(), ids=lambda p: p.stem)
def test_conversation(
    script: Path, database: Database, read: Reader, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    played = rig.build(database, read, tmp_path)
    written = script.read_text("utf-8")
    try:
        heard = Player(played).play(written)
    finally:
        played.close()
    if pytestconfig.getoption("--accept"):
        script.write_text(heard, "utf-8")
    else:
        assert heard == written
