"""Sixty are decided on through the browser while web and scheduler are killed: each is told, and once."""

from __future__ import annotations

import re
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from bot.console import passwords
from handlers.office import staffing
from models.calendar import Moment
from models.staff import COMMAND_LINE, Role, Staff
from models.store import Database
from tests import many
from tests.processes.town import Town, until, words
from tests.store.making import MACHINE, NOW

ADDRESS, PASSWORD = "staff@office.example", "correct horse battery"
LIST = "/console/programmes/alpha/applications/"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Visitor:
    """A plain HTTP client with cookies."""

    def __init__(self, town: Town) -> None:
        self._base = f"http://127.0.0.1:{town.port}"
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        """A page."""
        with self._opener.open(self._base + path, timeout=20) as answer:
            return str(answer.read().decode())

    def post(self, path: str, at: str, **fields: str) -> tuple[str, str]:
        """A form with the token of the page `at`: where it led, and that page."""
        (token, *_) = _TOKEN.findall(self.get(at))
        data = urlencode({"csrf_token": token, **fields}).encode()
        with self._opener.open(self._base + path, data, timeout=20) as answer:
            return str(answer.url), str(answer.read().decode())


def test_a_kill_of_either_repeats_and_loses_nothing(town: Town) -> None:
    assert town.release().returncode == 0
    database = Database(town.database_url)
    made = many.fill(database, 600, users=lambda number: town.line.person(f"คนที่ {number}").id, long=20)
    wanted = [one for number, one in enumerate(made) if number % 10 == 0]
    with database.begin() as tx:
        hashed = passwords.hashed(PASSWORD)
        at = Moment(NOW, MACHINE)
        added = staffing.add(tx, ADDRESS, "", Role.STAFF, (), by=COMMAND_LINE, at=at, password=hashed)
        assert isinstance(added, Staff)
    web = town.start("web", DECISION_DELAY_SECONDS="0")
    scheduler = town.start("scheduler", DECISION_DELAY_SECONDS="0")
    staff = Visitor(town)
    staff.post("/console/sign-in", "/console/sign-in", email=ADDRESS, password=PASSWORD)
    fields = {"decision": "approve", "all": "1", "expected": "60", "state": "submitted", "province": "อุดรธานี"}
    _, shown = staff.post(f"{LIST}decisions", "/console/account", **fields)
    assert 'data-selected="60"' in shown
    where, _ = staff.post(f"{LIST}decisions", "/console/account", **fields, confirm="1")
    town.kill(web)

    def told(user: str | None) -> list[str]:
        return [words(it.message) for it in town.line.history.since(str(user), 0) if it.sender == "bot"]

    until(lambda: any(told(one.user) for one in wanted), "the first to be told")
    town.kill(scheduler)
    town.start("web", DECISION_DELAY_SECONDS="0")
    town.start("scheduler", DECISION_DELAY_SECONDS="0")
    until(lambda: all(told(one.user) for one in wanted), "all sixty to be told")
    until(lambda: 'data-state="done"' in staff.get(where[where.index("/console") :]), "the job to be done")
    for one in wanted:
        (only,) = told(one.user)
        assert str(one.reference) in only
    assert [one.reference for one in made if one not in wanted and told(one.user)] == []
    with database.read() as tx:
        assert {a.version for a in (tx.applications.seen(one.id) for one in wanted) if a} == {2}
    database.close()
