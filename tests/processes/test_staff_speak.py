"""Staff speak while processes are killed and LINE misbehaves: each hears it, and once."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.simulator.people import redelivered
from models.store import Database
from tests import many
from tests.processes.town import Town, until, words
from tests.processes.visitor import Visitor, employ

ASKED = "มีปลั๊กไฟให้ชาร์จโน้ตบุ๊กไหม"
ANSWER = "มีทุกโต๊ะค่ะ"
NEWS = "เปลี่ยนห้องเป็นห้อง 302 ค่ะ"
PEOPLE = 1200


def test_an_announcement_to_twelve_hundred(town: Town) -> None:
    """LINE takes the first call and answers 500; then web and scheduler are killed."""
    assert town.release().returncode == 0
    database = Database(town.database_url)
    made = many.fill(database, PEOPLE, users=lambda number: town.line.person(f"คนที่ {number}").id, long=20)
    employ(database)
    web, scheduler = town.start("web"), town.start("scheduler")
    staff = Visitor(town).signed_in()
    met: list[str] = []

    def weather(stage: str, endpoint: str, body: object) -> int | None:
        if stage == "after" and endpoint == "multicast":
            met.append(endpoint)
            return 500 if len(met) == 1 else None
        return None

    town.weather = weather
    page, _ = staff.post("/console/broadcasts/", programme="alpha", text=NEWS)
    (reach,) = re.findall(r'data-reach="(\d+)"', staff.get(page))
    assert int(reach) == PEOPLE
    staff.post(f"{page}/send", expected=reach)
    town.kill(web)
    until(lambda: met, "the first call")
    town.kill(scheduler)
    town.start("web")
    town.start("scheduler")
    until(lambda: 'data-state="done"' in staff.get(page), "the announcement to be through")

    def heard(user: str | None) -> int:
        shown = town.line.history.since(str(user), 0)
        return sum(it.sender == "bot" and NEWS in words(it.message) for it in shown)

    assert {heard(one.user) for one in made} == {1}
    database.close()


def test_a_conversation_and_a_taught_answer(town: Town) -> None:
    """What staff answered, and what they taught, arrives once though the web is killed at that instant."""
    assert town.release().returncode == 0
    database = Database(town.database_url)
    employ(database)
    web = town.start("web")
    town.start("scheduler")
    staff = Visitor(town).signed_in()
    town.press("ฝากข้อความ", town.say("ติดต่อเจ้าหน้าที่"))
    town.say("รถไปไม่ถึง ทำอย่างไรดี")
    with database.read() as tx:
        (case,) = tx.cases.opened()
    path = f"/console/inbox/{case.id}"
    staff.post(f"{path}/take")
    before = town.last()
    staff.post(f"{path}/reply", text="มีรถรับที่หน้าศาลากลางค่ะ")
    town.kill(web)
    web = town.start("web")
    until(lambda: town.phone(after=before), "staff's answer")
    event = town.line.person("สมศรี").text("กี่โมงคะ")
    assert [town.post(event), town.post(redelivered(event))] == [200, 200]
    staff.post(f"{path}/reply", text="เจ็ดโมงครึ่งค่ะ")
    until(lambda: len(town.phone(after=before)) > 1, "the second answer")
    said = [words(it.message) for it in town.phone(after=before)]
    assert len(said) == 2, "the bot is silent while staff talk"
    assert "ศาลากลาง" in said[0] and "เจ็ดโมงครึ่ง" in said[1]
    assert staff.get(path).count('data-message="กี่โมงคะ"') == 1
    teach(town, database, staff, lambda: town.kill(web))
    database.close()


def teach(town: Town, database: Database, staff: Visitor, kill: Callable[[], None]) -> None:
    """A question nobody could answer is taught; the next to ask it is answered by a process begun after."""
    first = [words(it) for it in town.say(f"LInG {ASKED}", "มานะ")]
    with database.read() as tx:
        (number,) = [one.id for one in tx.learning.unread() if ASKED in one.text]
    staff.post(f"/console/questions/{number}/teach", programme="ling", answer=ANSWER)
    kill()
    town.start("web")
    (taught,) = [words(it) for it in town.say(f"LInG {ASKED}", "ชูใจ")]
    assert ANSWER in taught and ANSWER not in "".join(first)
