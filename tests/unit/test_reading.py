"""Which readings are remembered: what many say, and nothing that could be somebody's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.process.reading import MOST_KNOWN, Reading
from models.understanding import Context, ProgrammeNames, Vocabulary

NAMES = Vocabulary((ProgrammeNames("kpi", ("สัมมนาพระปกเกล้า", "สถาบันพระปกเกล้า")),))
TODAY = date(2024, 4, 5)


@pytest.fixture(scope="module")
def reading(model_path: Path) -> Reading:
    return Reading(model_path)


@pytest.mark.parametrize(
    ("text", "common"),
    [
        ("ค่าใช้จ่ายเท่าไหร่", True),
        ("รุ่น 2 เมื่อไหร่", True),
        ("เลขที่ 12345 ผ่านหรือยัง", False),
        ("โทร 081 234 5678 ค่ะ", False),
        ("ชื่อสมชาย ใจดีครับ", False),
        ("ดิฉันอยู่ อบต.หนองบัว เสียเท่าไหร่", False),
        ("งานสัมมนาของสถาบันพระปกเกล้าตรงกับวันอะไร", True),
        ("อยากทราบว่า" + "มากๆ" * 20 + "ค่าใช้จ่ายเท่าไหร่", False),
    ],
)
def test_what_many_say_is_read_once(reading: Reading, text: str, common: bool) -> None:
    first, again = (reading(text, NAMES, Context(), TODAY) for _ in range(2))
    assert first == again and (first is again) is first.common is again.common is common


def test_another_day_or_another_programme_is_another_reading(reading: Reading) -> None:
    text = "พรุ่งนี้เรียนอะไร"
    read = reading(text, NAMES, Context(), TODAY)
    assert reading(text, NAMES, Context(), date(2024, 4, 6)) is not read
    assert reading(text, NAMES, Context("ling"), TODAY) is not read
    assert reading(text, NAMES, Context(), TODAY) is read


def test_only_so_many_are_remembered(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.process.reading.MOST_KNOWN", 2)
    assert MOST_KNOWN > 2
    for number in range(5):
        reading(f"รุ่น {number} เมื่อไหร่", NAMES, Context(), TODAY)
        assert len(reading._known[2]) <= 2
