"""A poster for a notice board."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest

from bot.menus import poster
from bot.process.settings import PROGRAMMES
from handlers.applications import posters
from intents.tokens import words
from models import programme_file
from tests.fakes import bangkok

NOW = bangkok("2024-04-05 09:00")
ALL = sorted(PROGRAMMES.glob("*.yaml"))


@pytest.mark.parametrize("ending", [".png", ".pdf"])
def test_it_is_an_a4_page(tmp_path: Path, ending: str) -> None:
    programme = programme_file.read(ALL[0]).programme
    title, lines, below = posters.words(programme, NOW)
    out = tmp_path / f"poster{ending}"
    poster.draw(out, title, lines, posters.link("@abc", programme, "board-1"), below, words)
    data = out.read_bytes()
    if ending == ".png":
        size = [int.from_bytes(data[at : at + 4], "big") for at in (16, 20)]
        assert size == [poster.WIDTH, poster.HEIGHT]
    else:
        assert data.startswith(b"%PDF-")


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_all_that_is_announced_fits_on_it(path: Path) -> None:
    title, lines, _ = posters.words(programme_file.read(path).programme, NOW)
    room = poster.WIDTH - 2 * poster.EDGE
    for size, text in [(120, title), *((poster.SIZES[-1], line) for line in lines)]:
        for line in poster.wrapped(text, size, words):
            assert poster.length(line, size) <= room + size


def test_its_square_says_what_leads_back_to_the_board() -> None:
    programme = programme_file.read(ALL[0]).programme
    link = posters.link("@abc", programme, "board-1")
    text = unquote(link.partition("/?")[2])
    assert link.startswith("https://line.me/R/oaMessage/%40abc/?")
    assert posters.led_by(text) == ("board-1", f"สนใจ {programme.short_name}")
    assert posters.led_by("สนใจ (รหัสป้าย ก ข) ค่ะ") is None
