"""The main job by the Procfile's own processes: ask, sign up, be approved, be reminded; survive a kill."""

from __future__ import annotations

import csv
import io
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.process.settings import PROGRAMMES
from models import programme_file
from models.store import Database
from tests.fakes import bangkok
from tests.processes.town import Town, buttons, until, words

LING = programme_file.read(PROGRAMMES / "ling.yaml").programme
REFERENCE = re.compile(r"เลขที่ใบสมัคร\s*(LING-[2-9A-HJ-NP-Z]{6})")
ANSWERS = {
    "full_name": "สมศรี ใจงาม",
    "position": "ปลัดเทศบาล",
    "organisation_type": "อปท.",
    "organisation": "เทศบาลเมืองคอหงส์",
    "province": "สงขลา",
    "phone": "081-234-5678",
    "email": "ข้าม",
    "local_problem": "ขยะล้นตลาดทุกเช้า",
}
EXPORTED = {
    "status": "submitted",
    "full_name": "สมศรี ใจงาม",
    "position": "ปลัดเทศบาล",
    "organisation_type": "local_government",
    "organisation": "เทศบาลเมืองคอหงส์",
    "province": "สงขลา",
    "phone": "+66812345678",
    "email": "",
    "local_problem": "ขยะล้นตลาดทุกเช้า",
}
ENQUIRIES = [
    ("อบรมวันไหนบ้างคะ", ["10 พฤษภาคม", "22 มิถุนายน 2567"]),
    ("ตอนนี้ยังสมัครได้อยู่ไหม ปิดรับวันไหน", ["22 เมษายน 2567"]),
    ("เสียค่าใช้จ่ายเท่าไหร่ครับ", ["ยังไม่ประกาศ"]),
    ("จัดที่ไหนคะ", ["ยังไม่ประกาศ"]),
    ("ขอเบอร์ติดต่อหน่อยค่ะ", ["080-0882-8287", "11 หลัก"]),
    ("หัวข้อที่ 7 เรียนอะไร", ["Initiate and create prototypes", "ต้นแบบ"]),
]
Messages = list[dict[str, Any]]


def text_of(messages: Messages) -> str:
    """All that can be read of several messages."""
    return "\n".join(map(words, messages))


def fill_in(town: Town) -> Messages:
    """From the first words to the summary, one question after another."""
    messages = town.press("ยินยอม", town.say("สมัครลิ้งค่ะ"))
    for _ in LING.questions:
        if "ยืนยัน" in all_labels(messages):
            break
        asked = next(q for q in LING.questions if q.ask in text_of(messages))
        answer = ANSWERS[asked.key]
        pressable = answer in all_labels(messages)
        messages = town.press(answer, messages) if pressable else town.say(answer)
    assert "ยืนยัน" in all_labels(messages), text_of(messages)
    return messages


def all_labels(messages: Messages) -> set[str]:
    """The labels of all buttons."""
    return {label for message in messages for label in buttons(message)}


def exported(town: Town) -> list[dict[str, str]]:
    """The applications as `rapsamak export` gives them."""
    ran = town.run("rapsamak export ling --format csv")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(ran.stdout.decode("utf-8-sig"))))


def confirm_twice_at_once(town: Town, summary: Messages) -> str:
    """Presses ยืนยัน with both thumbs; the reference that came back."""
    before, presses = town.last(), [town.pressing("ยืนยัน", summary) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(town.post, presses)) == [200, 200]
    until(lambda: len(town.phone(after=before)) >= 2, "two answers to two presses")
    said = [words(it.message) for it in town.phone(after=before)]
    references = {found for text in said for found in re.findall(r"LING-[0-9A-Z]{6}", text)}
    assert any(REFERENCE.search(text) for text in said), said
    assert len(references) == 1, said
    return references.pop()


def approve(town: Town, reference: str) -> None:
    """Staff approve, and the applicant hears of it."""
    before = town.last()
    ran = town.run(f"rapsamak application decide {reference} approve")
    assert (ran.returncode, ran.stdout.decode()) == (0, f"{reference}: approved\n"), ran.stderr
    assert town.run(f"rapsamak application decide {reference} approve").returncode == 1
    (told,) = town.arrived("สมศรี", before, "the approval")
    assert reference in words(told.message) and told.via == "push"


def let_tick(town: Town, url: str, name: str) -> None:
    """Waits until the scheduler has ticked: someone who waits to hear of a programme hears of it."""
    before = town.last(name)
    person = town.line.person(name)
    database = Database(url)
    with database.begin() as tx:
        assert tx.people.note_interest(person.id, "ling", bangkok("2024-05-09 12:00"))
    database.close()
    town.arrived(name, before, "the scheduler's tick")


def test_from_the_first_question_to_the_last_reminder(town: Town) -> None:
    url = town.database_url
    for _ in range(2):
        released = town.release()
        assert released.returncode == 0, released.stderr.decode()
    web, scheduler = town.start("web"), town.start("scheduler")

    for question, expected in ENQUIRIES:
        answer = text_of(town.say(question))
        assert [part for part in expected if part not in answer] == [], f"{question}: {answer}"

    reference = confirm_twice_at_once(town, fill_in(town))
    (row,) = exported(town)
    assert row["reference"] == reference
    assert {key: row[key] for key in EXPORTED} == EXPORTED
    assert row["submitted_at"].startswith("2024-04-05T09:")

    approve(town, reference)
    assert exported(town)[0]["status"] == "approved"
    assert town.stop(web, scheduler) == [0, 0]

    thursday = town.last()
    assert town.run("rapsamak programme set ling closes=2024-06-30").returncode == 0  # for `let_tick`
    evening = town.start("scheduler", BOT_CLOCK="2024-05-09T17:59:58+07:00")
    (reminder,) = town.arrived("สมศรี", thursday, "Thursday's reminder")
    read = words(reminder.message)
    for part in ("ศุกร์ที่ 10 พฤษภาคม 2567", "เสาร์ที่ 11 พฤษภาคม 2567", LING.short_name, "ยังไม่ประกาศ"):
        assert part in read, read
    assert reminder.via == "push"
    assert town.stop(evening) == [0]

    later = town.start("scheduler", BOT_CLOCK="2024-05-09T18:20:00+07:00")
    let_tick(town, url, "มาลี")
    assert town.stop(later) == [0]
    assert [it.n for it in town.phone(after=thursday)] == [reminder.n]

    morning = town.start("scheduler", BOT_CLOCK="2024-05-10T07:00:30+07:00")
    (today,) = town.arrived("สมศรี", reminder.n, "Friday morning's reminder")
    read = words(today.message)
    assert "ศุกร์ที่ 10 พฤษภาคม 2567" in read and "11 พฤษภาคม" not in read
    let_tick(town, url, "มานะ")
    assert town.stop(morning) == [0]
    assert [it.n for it in town.phone(after=reminder.n)] == [today.n]

    logs = town.logs()
    for private in ("สมศรี", "ใจงาม", "0812345678", "081-234-5678", "ขยะล้น", town.line.person("สมศรี").id):
        assert private not in logs
    assert "Traceback" not in logs


def test_a_killed_web_process_owes_nothing_and_repeats_nothing(town: Town) -> None:
    """LINE holds two answers, one before and one after it took them, when the process is killed."""
    assert town.release().returncode == 0
    web = town.start("web")
    tokens = {}
    events = {}
    for name in ("ก่อน", "หลัง"):
        events[name] = town.line.person(name).text("อบรมวันไหนบ้างคะ")
        tokens[events[name]["replyToken"]] = name
    held: list[str] = []

    def hold(stage: str, body: dict[str, Any]) -> bool:
        name = tokens.get(body.get("replyToken", ""))
        holds = (name, stage) in {("ก่อน", "before"), ("หลัง", "after")} and name not in held
        if holds and name is not None:
            held.append(name)
        return holds

    town.hold = hold
    assert [town.post(events["ก่อน"]), town.post(events["หลัง"])] == [200, 200]
    until(lambda: set(held) == {"ก่อน", "หลัง"}, "LINE to hold both answers")
    town.kill(web)
    town.line.released.set()
    assert (len(town.phone("ก่อน")), len(town.phone("หลัง"))) == (0, 1)

    web = town.start("web")
    assert town.post(events["หลัง"]) == 200  # LINE delivers it again
    (answer,) = town.arrived("ก่อน", 0, "the answer that was held back")
    assert "22 มิถุนายน 2567" in words(answer.message)
    until(lambda: waiting(town) == 0, "the outbox to be empty")
    assert town.stop(web) == [0]
    assert (len(town.phone("ก่อน")), len(town.phone("หลัง"))) == (1, 1)


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
def test_asked_to_stop_while_line_hangs_a_process_stops_in_time(town: Town) -> None:
    assert town.release().returncode == 0
    web = town.start("web")
    held: list[str] = []

    def hold(stage: str, body: dict[str, Any]) -> bool:
        held.append(stage)
        return True

    town.hold = hold
    assert town.post(town.line.person("สมศรี").text("อบรมวันไหนบ้างคะ")) == 200
    until(lambda: held, "LINE to hold the answer")
    assert town.stop(web) == [0]
    assert waiting(town) == 1


def waiting(town: Town) -> int:
    """How many messages LINE has not taken yet, as far as we know."""
    database = Database(town.database_url)
    with database.read() as tx:
        count = tx.outbox.waiting()
    database.close()
    return count


@pytest.mark.postgresql
@pytest.mark.parametrize("town", ["postgresql"], indirect=True)
def test_many_processes_on_one_postgresql_remind_once(town: Town) -> None:
    assert town.release().returncode == 0
    web = town.start("web", WEB_CONCURRENCY="2")
    reference = confirm_twice_at_once(town, fill_in(town))
    approve(town, reference)
    assert town.stop(web) == [0]
    before = town.last()
    with ThreadPoolExecutor(3) as pool:  # so that they come upon the reminder at one moment
        starts = [
            pool.submit(town.start, "scheduler", BOT_CLOCK="2024-05-09T18:00:00+07:00") for _ in range(3)
        ]
        schedulers = [start.result(60) for start in starts]
    town.arrived("สมศรี", before, "the reminder")
    assert town.run("rapsamak programme set ling closes=2024-06-30").returncode == 0
    let_tick(town, town.database_url, "มาลี")
    assert town.stop(*schedulers) == [0, 0, 0]
    assert len(town.phone(after=before)) == 1
    assert waiting(town) == 0
