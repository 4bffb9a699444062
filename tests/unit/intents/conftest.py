"""One reader for the session: training takes seconds, reading needs none of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from intents.model import Model
from intents.reader import Reader
from models.understanding import ModuleNames, ProgrammeNames, Vocabulary

TODAY = date(2024, 4, 5)


@pytest.fixture(scope="session")
def model(model_path: Path) -> Model:
    """The model of the corpus as it stands, with what answers bring; trained in a process of its own."""
    return Reader.load(model_path).model


@pytest.fixture(scope="session")
def reader(model: Model) -> Reader:
    """A warm reader."""
    reader = Reader(model)
    reader.warm()
    return reader


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """Made-up programmes: one of them is named by a word that also means a hyperlink."""
    return Vocabulary(
        (
            ProgrammeNames(
                "green",
                ("หลักสูตรเมืองสีเขียวยั่งยืน", "เมืองสีเขียว", "ม.ส.ข.", "GREENLOC"),
                (
                    ModuleNames("1", ("เศรษฐกิจหมุนเวียน", "circular economy")),
                    ModuleNames("2", ("Find local energy", "พลังงานชุมชน")),
                    ModuleNames("9", ("pitching",)),
                ),
            ),
            ProgrammeNames("data", ("หลักสูตรข้อมูลท้องถิ่น", "DataTown", "ขมท.")),
            ProgrammeNames("link", ("LNK", "ลิ้ง")),
            ProgrammeNames(
                "days",
                ("คอร์สสองวัน",),
                (ModuleNames("1", ("Day 1 ต่างประเทศ",)), ModuleNames("2", ("Day 2 กรณีศึกษาไทย",))),
            ),
        )
    )
