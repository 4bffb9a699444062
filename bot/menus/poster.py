"""A poster for a notice board: what a programme is, until when, and a square that leads into the chat."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import segno

from bot.line import blocks
from bot.menus.drawing import length, runs
from models.reply import Tone

WIDTH, HEIGHT, DPI = 1654, 2339, 200
"""A4 in pixels."""
EDGE = 110
SQUARE = 860
SIZES = (58, 50, 42, 34)
"""Pixels of the lines: the largest at which all of them fit."""
KINDS = {".png": "PNG", ".pdf": "PDF"}

Words = Callable[[str], Iterable[str]]


def draw(path: Path, title: str, lines: Sequence[str], link: str, below: Sequence[str], words: Words) -> None:
    """Writes the poster as PNG or PDF, by the file's ending.

    lines  under the title, one size for all
    below  under the square: what to do with it
    words  cuts Thai into words, so that no line breaks within one
    """
    from PIL import Image, ImageDraw

    shade = blocks.SHADES[Tone.PLAIN]
    image = Image.new("RGB", (WIDTH, HEIGHT), blocks.PAPER)
    pen = ImageDraw.Draw(image)
    head = wrapped(title, 120, words)
    band = 150 + len(head) * 170
    pen.rectangle((0, 0, WIDTH, band), fill=shade.deep)
    y = _written(pen, head, 120, 75, blocks.PAPER)
    y = band + 70
    room = HEIGHT - band - SQUARE - 420
    size = next(it for it in SIZES if it == SIZES[-1] or _high(lines, it, words) < room)
    for line in lines:
        y = _written(pen, wrapped(line, size, words), size, y, blocks.INK) + size // 2
    top = HEIGHT - SQUARE - 330
    _square(pen, link, (WIDTH - SQUARE) // 2, top)
    y = top + SQUARE + 30
    for line, size in zip(below, (64, 44), strict=False):
        y = _written(pen, wrapped(line, size, words), size, y, shade.deep)
    image.save(path, KINDS[path.suffix.lower()], resolution=DPI, dpi=(DPI, DPI))


def wrapped(text: str, size: int, words: Words) -> list[str]:
    """The text in lines that fit between the edges."""
    lines, room = [""], WIDTH - 2 * EDGE
    pieces = [part for piece in text.split() for part in (*words(piece), " ")]
    for word in pieces:
        if lines[-1] and length(lines[-1] + word.rstrip(), size) > room:
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    return [line.strip() for line in lines if line.strip()]


def _high(lines: Sequence[str], size: int, words: Words) -> int:
    return sum(len(wrapped(line, size, words)) * round(size * 1.42) + size // 2 for line in lines)


def _written(pen: Any, lines: Sequence[str], size: int, y: int, ink: str) -> int:
    """Draws lines in the middle; where the next one begins."""
    for line in lines:
        x = (WIDTH - length(line, size)) / 2
        for part, font in runs(line, size):
            pen.text((x, y), part, font=font, fill=ink)
            x += font.getlength(part)
        y += round(size * 1.42)
    return y


def _square(pen: Any, link: str, left: int, top: int) -> None:
    """A QR code with the quiet zone that readers need (ISO/IEC 18004: four modules)."""
    rows = [list(row) for row in segno.make(link, error="m", micro=False).matrix_iter(border=4)]
    side = SQUARE / len(rows)
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                x, y = left + across * side, top + down * side
                pen.rectangle((round(x), round(y), round(x + side) - 1, round(y + side) - 1), fill=blocks.INK)
