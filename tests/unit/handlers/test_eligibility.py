"""Who may come, weighed for the person who asks: against the shipped programmes' own words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cli.preparing import shipped
from handlers.enquiries.invited import standings
from intents.audience import asks_which, kinds
from models.audience import AudienceKind as Kind
from models.programme import Audience

PROGRAMMES = {file.programme.id: file.programme for file in shipped()}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ปลัด อบต. สมัครได้ไหม", Kind.LOCAL_OFFICIAL),
        ("รองปลัด อบจ. ลงเรียนได้ป่าว", Kind.LOCAL_OFFICIAL),
        ("ผมเป็นนายกเทศมนตรี ไปได้ไหม", Kind.LOCAL_EXECUTIVE),
        ("รองนายกสมัครได้มั้ยคะ", Kind.LOCAL_EXECUTIVE),
        ("สมาชิกสภาเทศบาลไปได้ไหม", Kind.LOCAL_COUNCIL),
        ("สท. เข้าร่วมได้หรือเปล่า", Kind.LOCAL_COUNCIL),
        ("ผมเป็นนักข่าว", Kind.MEDIA),
        ("ทำงานบริษัทเอกชนสมัครได้ไหม", Kind.PRIVATE),
        ("อยู่มูลนิธิ สมัครได้มั้ย", Kind.CIVIL_SOCIETY),
        ("เด็กมหาลัยไปฟังได้ไหม", Kind.STUDENT),
        ("ชาวบ้านธรรมดาไปได้ไหม", Kind.PUBLIC),
        ("ผู้ใหญ่บ้านเรียนได้ไหม", Kind.COMMUNITY_LEADER),
        ("อธิบดีต้องเข้าไหม", Kind.STATE_CHIEF),
        ("รองอธิบดีอยู่ระดับไหน", Kind.STATE_DEPUTY),
        ("ชำนาญการพิเศษ อยู่เทศบาล", Kind.SPECIALIST),
        ("เทศบาลเราเข้าร่วมได้ไหม", Kind.LOCAL_AUTHORITY),
        ("ข้าราชการกรมการปกครองสมัครได้ไหม", Kind.STATE_OFFICIAL),
    ],
)
def test_who_a_person_says_they_are(text: str, kind: Kind) -> None:
    assert kinds(text)[0] is kind


@pytest.mark.parametrize("text", ["เรียนวันไหน", "เสียค่าใช้จ่ายไหม", "ที่ไหน", "สมัครยังไง"])
def test_a_question_that_names_nobody(text: str) -> None:
    assert kinds(text) == ()


@pytest.mark.parametrize(
    ("programme", "text", "verdict"),
    [
        ("ling", "ปลัด อบต.", "yes"),
        ("ling", "นักข่าว", "ask"),
        ("ling", "นักศึกษา", None),
        ("pms", "เทศบาลเรา", "ask"),
        ("kpi-seminar", "นักศึกษา", "yes"),
        ("kpi-seminar", "ชาวบ้าน", "yes"),
        ("kpi-seminar", "นักข่าว", "yes"),
        ("pyp", "ชำนาญการพิเศษ", "yes"),
        ("pyp", "มูลนิธิ", "yes"),
        ("rsu-social", "ปลัด อบต.", None),
    ],
)
def test_a_verdict_rests_on_the_programmes_own_words(programme: str, text: str, verdict: str | None) -> None:
    found = standings(PROGRAMMES[programme], kinds(text), text)
    assert (found[0].verdict if found else None) == verdict
    assert not found or found[0].row.quote


OFFICERS = Audience((Kind.LOCAL_OFFICIAL,), "yes", "สำหรับครู ผู้ดูแลเด็ก และผู้อำนวยการกองการศึกษา")
AT_LARGE = Audience((Kind.LOCAL_OFFICIAL,), "yes", "ปลัด ผอ.กอง และบุคลากรที่เกี่ยวข้อง")
AUTHORITIES = Audience((Kind.LOCAL_AUTHORITY,), "yes", "เทศบาลและ อบต.")
PROVINCES = Audience((Kind.LOCAL_AUTHORITY,), "no", "อบจ. ไม่อยู่ในข่าย", only=("อบจ.", "เมืองพัทยา"))
REST = Audience((Kind.LOCAL_AUTHORITY,), "yes", "องค์กรปกครองส่วนท้องถิ่น")


@pytest.mark.parametrize(
    ("rows", "text", "verdict", "post"),
    [
        ([OFFICERS], "ผู้ดูแลเด็กไปได้ไหม", "yes", None),
        ([OFFICERS], "ผอ.กองไปได้ไหม", "yes", None),
        ([OFFICERS], "ปลัดไปได้ไหม", "unnamed", "ปลัด"),
        ([OFFICERS], "พนักงานเทศบาลไปได้ไหม", "yes", None),
        ([AT_LARGE], "นิติกรไปได้ไหม", "yes", None),
        ([AUTHORITIES], "อบต.เราส่งได้ไหม", "yes", None),
        ([AUTHORITIES], "อบจ.ส่งได้ไหม", "unnamed", "อบจ."),
        ([PROVINCES, REST], "อบจ ส่งได้ไหม", "no", None),
        ([PROVINCES, REST], "เทศบาลส่งได้ไหม", "yes", None),
        ([PROVINCES], "เทศบาลส่งได้ไหม", "unnamed", "เทศบาล"),
    ],
)
def test_a_post_that_is_not_among_those_listed_is_no_yes(
    rows: list[Audience], text: str, verdict: str, post: str | None
) -> None:
    programme = replace(PROGRAMMES["ling"], audiences=tuple(rows), facts=(), levels=())
    found = next(one for one in standings(programme, kinds(text), text))
    assert (found.verdict, found.post) == (verdict, post)


@pytest.mark.parametrize("text", ["คอร์สไหนฟรี", "มีโครงการอะไรบ้าง", "อันไหนเหมาะกับปลัด", "หลักสูตรทั้งหมด"])
def test_a_question_across_programmes(text: str) -> None:
    assert asks_which(text)


@pytest.mark.parametrize("text", ["เรียนที่ไหน", "กำหนดการทั้งหมด", "เนื้อหามีอะไรบ้าง", "วันไหนบ้าง"])
def test_a_question_about_one_programme(text: str) -> None:
    assert not asks_which(text)
