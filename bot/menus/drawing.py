"""Draws a menu as a picture: tiles with a pictogram and Thai words, in the font that comes with us.

Pillow is loaded when something is drawn, never by a process that answers people.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from bot.line import blocks
from bot.menus.design import WIDTH, Menu, Tile, placed
from models.reply import Tone

FONTS = Path(__file__).parents[1] / "static" / "fonts"
THAI, LATIN = "sarabun-thai-700-normal.woff2", "sarabun-latin-700-normal.woff2"
GAP, ROUND = 22, 44
LETTERS = 118
"""Pixels; a menu is shown at about a sixth of its size, so these are read at 19."""
PICTURE = 250
"""Pixels of a pictogram."""
COLOURS = 96
"""So many that edges stay smooth and the file far below LINE's 1 MB."""

Shape = tuple[Any, ...]
ICONS: dict[str, tuple[Shape, ...]] = {
    "pen": (("line", (18, 82, 24, 62, 70, 16, 84, 30, 38, 76, 18, 82)), ("line", (60, 26, 74, 40))),
    "list": tuple(shape for y in (24, 50, 76) for shape in (("dot", 20, y, 6), ("line", (36, y, 84, y)))),
    "calendar": (
        ("box", 16, 24, 84, 84),
        ("line", (16, 42, 84, 42)),
        ("line", (34, 14, 34, 30)),
        ("line", (66, 14, 66, 30)),
        ("dot", 34, 58, 4),
        ("dot", 50, 58, 4),
        ("dot", 66, 58, 4),
        ("dot", 34, 71, 4),
        ("dot", 50, 71, 4),
    ),
    "people": (
        ("ring", 36, 34, 14),
        ("arc", 12, 54, 60, 112),
        ("ring", 68, 40, 11),
        ("arc", 50, 58, 88, 108),
    ),
    "person": (("ring", 50, 32, 16), ("arc", 20, 56, 80, 120)),
    "question": (
        ("ring", 50, 50, 36),
        ("arc3", 38, 30, 62, 54),
        ("line", (50, 54, 50, 60)),
        ("dot", 50, 71, 5),
    ),
    "paper": (
        ("box", 24, 14, 76, 86),
        ("line", (36, 34, 64, 34)),
        ("line", (36, 50, 64, 50)),
        ("line", (36, 66, 52, 66)),
    ),
    "hand": (("ring", 50, 50, 36), ("line", (34, 34, 66, 66)), ("line", (66, 34, 34, 66))),
    "bell": (
        ("line", (22, 72, 30, 60, 30, 44, 38, 28, 62, 28, 70, 44, 70, 60, 78, 72, 22, 72)),
        ("line", (50, 16, 50, 26)),
        ("dot", 50, 82, 7),
    ),
    "house": (
        ("line", (14, 50, 50, 18, 86, 50)),
        ("line", (26, 42, 26, 84, 74, 84, 74, 42)),
        ("box", 42, 58, 58, 84),
    ),
}
"""Pictograms on a square of a hundred."""


def png(menu: Menu) -> bytes:
    """The picture of a menu: the same bytes each time."""
    from PIL import Image, ImageDraw

    shade = blocks.SHADES[Tone.PLAIN]
    image = Image.new("RGB", (WIDTH, menu.height), shade.tint)
    draw = ImageDraw.Draw(image)
    for tile, (left, top, right, bottom) in placed(menu):
        ground, ink = (shade.deep, blocks.PAPER) if tile.first else (blocks.PAPER, shade.deep)
        edges = (left + GAP, top + GAP, right - GAP, bottom - GAP)
        draw.rounded_rectangle(edges, ROUND, fill=ground)
        _tile(draw, tile, edges, ink, blocks.PAPER if tile.first else blocks.INK)
    file = io.BytesIO()
    image.quantize(COLOURS).save(file, "PNG", optimize=True)
    return file.getvalue()


def _tile(draw: Any, tile: Tile, edges: tuple[int, int, int, int], ink: str, letters: str) -> None:
    """The pictogram over the words, both in the middle."""
    left, top, right, bottom = edges
    lines = tile.words.split("\n")
    line = round(LETTERS * 1.46)
    high = PICTURE + 50 + line * len(lines)
    y = top + (bottom - top - high) / 2
    middle = (left + right) / 2
    _icon(draw, ICONS[tile.icon], middle - PICTURE / 2, y, ink)
    y += PICTURE + 50
    for words in lines:
        x = middle - length(words, LETTERS) / 2
        for part, font in runs(words, LETTERS):
            draw.text((x, y), part, font=font, fill=letters)
            x += font.getlength(part)
        y += line


def _icon(draw: Any, shapes: tuple[Shape, ...], x: float, y: float, ink: str) -> None:
    scale, wide = PICTURE / 100, 18

    def at(values: tuple[float, ...]) -> list[float]:
        return [(x if place % 2 == 0 else y) + value * scale for place, value in enumerate(values)]

    for kind, *values in shapes:
        if kind == "line":
            points = at(values[0])
            draw.line(points, fill=ink, width=wide, joint="curve")
            for place in range(0, len(points), 2):
                _dot(draw, points[place], points[place + 1], wide / 2, ink)
        elif kind == "box":
            draw.rounded_rectangle(at(tuple(values)), 16, outline=ink, width=wide)
        elif kind == "dot":
            across, down = at((values[0], values[1]))
            _dot(draw, across, down, values[2] * scale, ink)
        elif kind == "ring":
            across, down, radius = values
            square = (across - radius, down - radius, across + radius, down + radius)
            draw.ellipse(at(square), outline=ink, width=wide)
        else:
            begin, end = (180, 360) if kind == "arc" else (180, 450)
            draw.arc(at(tuple(values)), begin, end, fill=ink, width=wide)


def _dot(draw: Any, x: float, y: float, radius: float, ink: str) -> None:
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=ink)


def length(words: str, size: int) -> float:
    """Pixels that words take."""
    return float(sum(font.getlength(part) for part, font in runs(words, size)))


def runs(words: str, size: int) -> list[tuple[str, Any]]:
    """The words in parts of one script each, with the font that has its letters."""
    from PIL import ImageFont

    parts: list[tuple[str, bool]] = []
    for letter in words:
        thai = "\u0e00" <= letter <= "\u0e7f"
        if parts and parts[-1][1] == thai:
            parts[-1] = (parts[-1][0] + letter, thai)
        else:
            parts.append((letter, thai))
    return [(part, ImageFont.truetype(str(FONTS / (THAI if thai else LATIN)), size)) for part, thai in parts]
