"""A map of the provinces, drawn by us: a square for each, about where it lies, so that all are seen alike."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

STEPS = 5
"""Shades, besides none."""

_DRAWN = """
.   .   ชร  .   .   .   .   .   .   .
มส  ชม  พย  นน  .   .   .   .   .   .
.   ลพ  ลป  พร  อต  .   .   นค  บก  .
.   ตก  สท  พล  .   ลย  นภ  อด  สน  นพ
.   .   กพ  พจ  พช  ชย  ขก  กส  มห  .
.   อน  นว  ลบ  .   นม  มค  รอ  ยส  อจ
.   ชน  สห  สบ  .   .   บร  สร  ศก  อบ
กจ  สพ  อท  อย  นย  ปจ  สก  .   .   .
.   นฐ  นบ  ปท  ฉช  .   .   .   .   .
รบ  สส  สค  กทม สป  ชบ  .   .   .   .
.   พบ  .   .   .   รย  จบ  ตร  .   .
.   ปข  .   .   .   .   .   .   .   .
รน  ชพ  .   .   .   .   .   .   .   .
พง  สฎ  .   .   .   .   .   .   .   .
ภก  กบ  นศ  .   .   .   .   .   .   .
.   ตง  พท  .   .   .   .   .   .   .
.   สต  สข  ปน  .   .   .   .   .   .
.   .   .   ยล  นธ  .   .   .   .   .
"""
NAMES = {
    "กบ": "กระบี่", "กทม": "กรุงเทพมหานคร", "กจ": "กาญจนบุรี", "กส": "กาฬสินธุ์", "กพ": "กำแพงเพชร",
    "ขก": "ขอนแก่น", "จบ": "จันทบุรี", "ฉช": "ฉะเชิงเทรา", "ชบ": "ชลบุรี", "ชน": "ชัยนาท",
    "ชย": "ชัยภูมิ", "ชพ": "ชุมพร", "ชร": "เชียงราย", "ชม": "เชียงใหม่", "ตง": "ตรัง",
    "ตร": "ตราด", "ตก": "ตาก", "นย": "นครนายก", "นฐ": "นครปฐม", "นพ": "นครพนม",
    "นม": "นครราชสีมา", "นศ": "นครศรีธรรมราช", "นว": "นครสวรรค์", "นบ": "นนทบุรี", "นธ": "นราธิวาส",
    "นน": "น่าน", "บก": "บึงกาฬ", "บร": "บุรีรัมย์", "ปท": "ปทุมธานี", "ปข": "ประจวบคีรีขันธ์",
    "ปจ": "ปราจีนบุรี", "ปน": "ปัตตานี", "อย": "พระนครศรีอยุธยา", "พย": "พะเยา", "พง": "พังงา",
    "พท": "พัทลุง", "พจ": "พิจิตร", "พล": "พิษณุโลก", "พบ": "เพชรบุรี", "พช": "เพชรบูรณ์",
    "พร": "แพร่", "ภก": "ภูเก็ต", "มค": "มหาสารคาม", "มห": "มุกดาหาร", "มส": "แม่ฮ่องสอน",
    "ยส": "ยโสธร", "ยล": "ยะลา", "รอ": "ร้อยเอ็ด", "รน": "ระนอง", "รย": "ระยอง",
    "รบ": "ราชบุรี", "ลบ": "ลพบุรี", "ลป": "ลำปาง", "ลพ": "ลำพูน", "ลย": "เลย",
    "ศก": "ศรีสะเกษ", "สน": "สกลนคร", "สข": "สงขลา", "สต": "สตูล", "สป": "สมุทรปราการ",
    "สส": "สมุทรสงคราม", "สค": "สมุทรสาคร", "สก": "สระแก้ว", "สบ": "สระบุรี", "สห": "สิงห์บุรี",
    "สท": "สุโขทัย", "สพ": "สุพรรณบุรี", "สฎ": "สุราษฎร์ธานี", "สร": "สุรินทร์", "นค": "หนองคาย",
    "นภ": "หนองบัวลำภู", "อท": "อ่างทอง", "อจ": "อำนาจเจริญ", "อด": "อุดรธานี", "อต": "อุตรดิตถ์",
    "อน": "อุทัยธานี", "อบ": "อุบลราชธานี",
}  # fmt: skip
"""Provinces by their official abbreviations."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One province: where it stands in the grid, how many, and how dark it is (0: none)."""

    column: int
    row: int
    short: str
    name: str
    count: int
    shade: int


@dataclass(frozen=True, slots=True)
class ProvinceMap:
    """All tiles, the grid's size, and the counts that each shade stands for, from the lightest."""

    tiles: tuple[Tile, ...]
    columns: int
    rows: int
    shades: tuple[tuple[int, int, int], ...]


def drawn(counts: Mapping[str, int]) -> ProvinceMap:
    """The map of these counts by province; other names than provinces' are in the table only."""
    lines = [line.split() for line in _DRAWN.strip().splitlines()]
    most = max((counts.get(name, 0) for name in NAMES.values()), default=0)
    tiles = tuple(
        Tile(column, row, short, NAMES[short], count, _shade(count, most))
        for row, line in enumerate(lines)
        for column, short in enumerate(line)
        if short in NAMES
        for count in [counts.get(NAMES[short], 0)]
    )
    found = sorted({tile.count for tile in tiles if tile.count})
    ranges = []
    for shade in range(1, STEPS + 1):
        held = [count for count in found if _shade(count, most) == shade]
        if held:
            ranges.append((shade, held[0], held[-1]))
    return ProvinceMap(tiles, len(lines[0]), len(lines), tuple(ranges))


def _shade(count: int, most: int) -> int:
    """By the root, so that one large province does not make all others look alike."""
    return math.ceil(STEPS * math.sqrt(count / most)) if count else 0
