"""What a file states as a plain fact is said when it is asked for, of every aspect."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cli.preparing import shipped
from handlers.enquiries.answer import Enquiry, answer_kinds
from models.catalogue import Catalogue
from models.programme import Fact
from models.understanding import Understanding
from tests.fakes import bangkok

LING = {file.programme.id: file.programme for file in shipped()}["ling"]
SAID = "ข้อความที่ประกาศไว้"
NOW = bangkok("2024-04-05 09:00")


ASPECTS = (
    "about host aim schedule hours venue duration travel lodging meals dress online eligibility levels",
    "capacity apply_how documents selection stages deadline fee certificate absence outcome lecturer",
    "curriculum parking cohort contact",
)


@pytest.mark.parametrize("aspect", " ".join(ASPECTS).split())
def test_a_fact_without_a_heading_is_said(aspect: str) -> None:
    programme = replace(
        LING,
        sessions=(),
        modules=(),
        levels=(),
        audiences=(),
        fees=(),
        timeline=(),
        rounds=(),
        facts=(Fact(about=aspect, text=SAID, quote=SAID),),
    )
    asked = Enquiry(aspect, programme, Catalogue((programme,)), NOW, Understanding(text="ถามหน่อย"))
    assert SAID in answer_kinds()[aspect].answer(asked).text
