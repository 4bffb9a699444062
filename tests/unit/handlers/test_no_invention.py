"""Nothing is invented: no figure, date or name stands in code or corpus; what is said stands in the data.

Each shipped programme is answered for twice: as it is, and with every text, number and date exchanged. What
an answer says of the second must be the second's own; what it still says of the first was written in code.
"""

from __future__ import annotations

import ast
import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.cli.preparing import shipped
from handlers.applications.applying import ALPHABET
from handlers.conversation.as_text import text_of
from handlers.conversation.repertoire import acts
from handlers.enquiries.answer import Enquiry, answer_kinds
from handlers.wording import dates, privacy_record
from intents.lexicon import CORPUS
from models.calendar import BANGKOK
from models.catalogue import Catalogue
from models.programme import Programme
from models.reply import Reply
from models.understanding import Entity, Understanding

ROOT = Path(__file__).parents[3]
SHIPPED = tuple(file.programme for file in shipped())
INSTANTS = [
    dt.datetime(2024, 4, 5, 9, tzinfo=BANGKOK),
    dt.datetime(2024, 6, 8, 9, tzinfo=BANGKOK),
    dt.datetime(2027, 1, 1, 9, tzinfo=BANGKOK),
]
LATER = dt.timedelta(days=1001)
FIGURE = re.compile(r"\d+")
EXAMPLES = {"081-234-5678", "1 ม.ค. 2530", dates.TYPED, ALPHABET, privacy_record.LAW}
"""What shows how to type a telephone number or a date, the letters of references, and a law's name."""
SERVICES = ("https://calendar.google.com/", "https://www.google.com/maps/", "https://line.me/R/")
"""Services that everybody knows, no facts of an announcement."""
SETTINGS = {"id", "prefix", "kind", "state", "about", "value", "key", "who", "verdict", "number", "follows"}
"""Fields that are names of ours and not words of an announcement."""
TELLING = 12
"""Characters from which a text is more than a word that anyone may use."""
READINGS = [
    Understanding("ขอถามหน่อย"),
    Understanding("ปลัด อบต. สมัครได้ไหม", content=("ปลัด",)),
    Understanding("หัวข้อที่ 2", entities=(Entity("module", {"programme": None, "number": "2"}, "", 0, 5),)),
    Understanding("หัวข้อที่ 77", entities=(Entity("module", {"programme": None, "number": "77"}, "", 0, 6),)),
]


def exchanged(value: Any, field: str = "") -> Any:
    """The same structure with other words, other figures, and dates some years later."""
    if isinstance(value, str):
        return value if field in SETTINGS or not value else _other(value)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value + LATER
    if isinstance(value, dt.time):
        return value.replace(minute=37)
    if isinstance(value, tuple):
        return tuple(exchanged(one, field) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: exchanged(getattr(value, f.name), f.name) for f in dataclasses.fields(value)}
        return type(value)(**changed)
    return value


def _other(text: str) -> str:
    letters = str.maketrans("กขคงจชซดตถทนบปพฟมยรลวสหอ", "ขคงจชซดตถทนบปพฟมยรลวสหอก")
    figures = str.maketrans("0123456789", "7894561237")
    latin = re.sub("[a-z]", lambda letter: chr((ord(letter[0]) - 97 + 7) % 26 + 97), text.lower())
    return latin.translate(letters).translate(figures)


def replies(programme: Programme) -> Iterator[tuple[str, str]]:
    """(intent, what is said) of every question at every instant."""
    catalogue = Catalogue((programme,))
    for intent, kind in answer_kinds().items():
        for now in INSTANTS:
            for read in READINGS:
                said = kind.answer(Enquiry(intent, programme, catalogue, now, read))
                yield intent, text_of((Reply(said.text, cards=said.cards),))


def texts(programme: Programme) -> set[str]:
    """Every text of a programme's data that says something."""
    found: set[str] = set()

    def collect(value: Any, field: str = "") -> None:
        if isinstance(value, str) and field not in SETTINGS:
            found.add(value)
        elif isinstance(value, tuple):
            for one in value:
                collect(one, field)
        elif dataclasses.is_dataclass(value):
            for f in dataclasses.fields(value):
                collect(getattr(value, f.name), f.name)

    collect(programme)
    return {text for text in found if len(text) > 3}


def days(programme: Programme) -> list[dt.date]:
    """Every date of a programme's data."""
    rules = programme.applications
    found = [s.date for s in programme.sessions] + [d for d in (rules.opens, rules.closes) if d]
    return found + ([programme.source.published] if programme.source.published else [])


def known_figures(programme: Programme) -> set[str]:
    """Figures that a reply about it may hold: in its texts, of its dates, and counts of what it lists."""
    found = set(FIGURE.findall(" ".join(texts(programme))))
    found |= {m.number for m in programme.modules} | {"2", "77"}  # what was asked for is named again
    for day in days(programme):
        found |= set(FIGURE.findall(dates.day(day)))
        found |= {str(abs((day - now.date()).days) + extra) for now in INSTANTS for extra in (0, 1)}
    sessions = len(programme.sessions)
    counts = range(max(sessions, len(programme.modules), len(programme.levels), 9) + 1)
    found |= {str(count) for count in counts}
    if programme.applications.capacity is not None:
        found.add(str(programme.applications.capacity))
    for session in programme.sessions:
        for time in filter(None, (session.starts, session.ends)):
            found |= set(FIGURE.findall(f"{time:%H.%M}"))
    found |= {"23", "59"}  # a deadline is the whole of its last day
    for now in INSTANTS:
        found |= set(FIGURE.findall(dates.day(now.date())))
    return found


@pytest.mark.parametrize("programme", SHIPPED, ids=lambda p: p.id)
def test_what_is_said_of_other_data_is_the_other_datas(programme: Programme) -> None:
    other = exchanged(programme)
    own = texts(other)
    first = {t for t in texts(programme) if t not in own and not any(t in text for text in own)}
    labels = " ".join(
        [*(k.label for k in answer_kinds().values()), *(a.label or "" for a in acts().values())]
    )
    first = {text for text in first if len(text) >= TELLING and text not in labels}
    first |= {dates.day(day) for day in days(programme)} - {dates.day(day) for day in days(other)}
    said = list(replies(other))
    left = [(intent, text) for intent, reply in said for text in first if text in reply]
    assert left == []
    assert len({intent for intent, _ in said}) >= 35


@pytest.mark.parametrize("programme", [*SHIPPED, *map(exchanged, SHIPPED)], ids=lambda p: p.name[:12])
def test_every_figure_said_stands_in_the_data(programme: Programme) -> None:
    known = known_figures(programme)
    strange = {
        (intent, figure)
        for intent, reply in replies(programme)
        for figure in FIGURE.findall(reply)
        if figure not in known and figure.lstrip("0") not in known
    }
    assert strange == set()


def written() -> Iterator[tuple[str, str]]:
    """(where, text) of every text a person could read that is written in code, and of the corpus."""
    for path in sorted((ROOT / "handlers").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        documented = [n for n in ast.walk(tree) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)]
        docs = {id(n.body[0].value) for n in documented if isinstance(n.body[0], ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                yield f"{path.name}:{node.lineno}", node.value
    for path in sorted(CORPUS.glob("*.txt")):
        yield path.name, path.read_text("utf-8")


def test_no_name_of_an_announcement_stands_in_code_or_corpus() -> None:
    names = {n for p in SHIPPED for n in (p.name, p.short_name, p.name_en, p.source.title) if n}
    names |= {w for p in SHIPPED for f in p.about("lecturer") for w in re.findall(r"ดร\.\S+ \S+", f.text)}
    names |= {m.name for p in SHIPPED for m in p.modules if m.name}
    found = [
        (where, name) for where, text in written() for name in names if name.casefold() in text.casefold()
    ]
    assert found == []


def test_no_year_telephone_or_address_stands_in_code() -> None:
    pattern = re.compile(r"25[5-9]\d|20[0-4]\d|0\d{1,2}-\d{3}|\d{7,}|https?://|www\.")
    code = [(where, text) for where, text in written() if ".py" in where and text not in EXAMPLES]
    code = [(where, text) for where, text in code if not text.startswith(SERVICES)]
    assert [(where, text) for where, text in code if pattern.search(text)] == []
    assert len(code) > 500
