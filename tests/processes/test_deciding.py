"""Sixty are decided on through the browser while web and scheduler are killed: each is told, and once."""

from __future__ import annotations

from models.store import Database
from tests import many
from tests.processes.town import Town, until, words
from tests.processes.visitor import Visitor, employ

LIST = "/console/programmes/alpha/applications/"


def test_a_kill_of_either_repeats_and_loses_nothing(town: Town) -> None:
    assert town.release().returncode == 0
    database = Database(town.database_url)
    made = many.fill(database, 600, users=lambda number: town.line.person(f"คนที่ {number}").id, long=20)
    wanted = [one for number, one in enumerate(made) if number % 10 == 0]
    employ(database)
    web = town.start("web", DECISION_DELAY_SECONDS="0")
    scheduler = town.start("scheduler", DECISION_DELAY_SECONDS="0")
    staff = Visitor(town).signed_in()
    fields = {"decision": "approve", "all": "1", "expected": "60", "state": "submitted", "province": "อุดรธานี"}
    _, shown = staff.post(f"{LIST}decisions", **fields)
    assert 'data-selected="60"' in shown
    where, _ = staff.post(f"{LIST}decisions", **fields, confirm="1")
    town.kill(web)

    def told(user: str | None) -> list[str]:
        return [words(it.message) for it in town.line.history.since(str(user), 0) if it.sender == "bot"]

    until(lambda: any(told(one.user) for one in wanted), "the first to be told")
    town.kill(scheduler)
    town.start("web", DECISION_DELAY_SECONDS="0")
    town.start("scheduler", DECISION_DELAY_SECONDS="0")
    until(lambda: all(told(one.user) for one in wanted), "all sixty to be told")
    until(lambda: 'data-state="done"' in staff.get(where), "the job to be done")
    for one in wanted:
        (only,) = told(one.user)
        assert str(one.reference) in only
    assert [one.reference for one in made if one not in wanted and told(one.user)] == []
    with database.read() as tx:
        assert {a.version for a in (tx.applications.seen(one.id) for one in wanted) if a} == {2}
    database.close()
