"""A person's calendar: asked for in the chat, read by a parser of another make, before and after changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import vobject

from handlers.office import programmes
from handlers.turn import Reader
from models.application import ApplicationState
from models.programme import Programme
from models.store import Database
from tests import rig as rigs
from tests.rig import Rig
from tests.store.making import an_application

HOST = "https://bot.example"
USER = "สมศรี"


@pytest.fixture
def rig(database: Database, read: Reader, tmp_path: Path) -> Iterator[Rig]:
    """A bot that is reached from outside, with one registrant of LInG."""
    made = rigs.build(database, read, tmp_path, "2024-05-01 09:00")
    made.bot.settings = replace(made.bot.settings, public_url=HOST)
    approved = an_application("a1", made.line.person(USER).id, ApplicationState.APPROVED, "ling")
    with database.begin() as tx:
        tx.applications.add(approved)
    yield made
    made.close()


def say(rig: Rig, text: str) -> dict[str, Any]:
    """What the bot answers to someone typing."""
    return hear(rig, rig.line.person(USER).text(text))


def press(rig: Rig, label: str, shown: dict[str, Any]) -> dict[str, Any]:
    """What it answers to a button it showed."""
    (data,) = [a["data"] for a in actions(shown) if a["label"] == label]
    return hear(rig, rig.line.person(USER).postback(data))


def hear(rig: Rig, event: dict[str, Any]) -> dict[str, Any]:
    """The last message that comes of an event."""
    assert rig.post(*rig.line.webhook(event)) == 200
    rig.deliver()
    message: dict[str, Any] = rig.channel.bodies[-1]["messages"][-1]
    return message


def actions(node: Any) -> list[dict[str, Any]]:
    """Every button of a message."""
    if isinstance(node, list):
        return [action for part in node for action in actions(part)]
    if not isinstance(node, dict):
        return []
    own = [node] if "label" in node and node.get("type") in ("uri", "postback") else []
    return own + [action for part in node.values() for action in actions(part)]


def path_in(message: dict[str, Any]) -> str:
    """The feed's path in a message."""
    found = re.search(rf"{HOST}(/calendar/[\w-]+\.ics)", str(message))
    assert found
    return found[1]


def feed(rig: Rig, path: str) -> dict[str, Any]:
    """The feed's events by UID, as another make of parser reads them."""
    response = rig.client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = vobject.readOne(response.get_data(as_text=True))
    return {event.uid.value: event for event in calendar.vevent_list}


def load(rig: Rig, programme: Programme) -> None:
    """Staff load a programme."""
    with rig.bot.database.begin() as tx:
        programmes.keep(tx, programme, rig.clock.now())


def ling(rig: Rig) -> Programme:
    """LInG as it is."""
    with rig.bot.database.read() as tx:
        found = tx.programmes.catalogue().get("ling")
    assert found is not None
    return found


def with_session(programme: Programme, id: str, **values: Any) -> Programme:
    """With one session changed."""
    days = tuple(replace(s, **values) if s.id == id else s for s in programme.sessions)
    return replace(programme, sessions=days)


def test_a_move_and_a_cancellation_reach_the_calendar(rig: Rig) -> None:
    path = path_in(say(rig, "ขอลิงก์ปฏิทิน"))
    before = feed(rig, path)
    assert len(before) == 14
    first = before["ling-d01@rapsamak"]
    assert first.dtstart.value == date(2024, 5, 10) and first.dtend.value == date(2024, 5, 11)
    assert first.summary.value == "อบรม LInG (ลิ้ง)"
    assert (first.sequence.value, first.status.value) == ("0", "CONFIRMED")
    assert not hasattr(first, "location")

    moved = with_session(ling(rig), "d02", date=date(2024, 5, 12))
    load(rig, with_session(moved, "d01", starts=time(9, 30), ends=time(16, 0), place="หอประชุม, ชั้น 2"))
    rig.clock.move_to(datetime.fromisoformat("2024-05-02T09:00+07:00"))
    load(rig, replace(ling(rig), sessions=tuple(s for s in ling(rig).sessions if s.id != "d14")))
    after = feed(rig, path)
    assert set(after) == set(before)
    first, second, last = (after[f"ling-{id}@rapsamak"] for id in ("d01", "d02", "d14"))
    assert first.dtstart.value.isoformat() == "2024-05-10T09:30:00+07:00"
    assert first.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Asia/Bangkok"]
    assert first.dtend.value.isoformat() == "2024-05-10T16:00:00+07:00"
    assert (first.location.value, first.sequence.value) == ("หอประชุม, ชั้น 2", "1")
    assert (second.dtstart.value, second.sequence.value) == (date(2024, 5, 12), "1")
    assert (last.status.value, last.sequence.value) == ("CANCELLED", "1")
    assert after["ling-d03@rapsamak"].sequence.value == "0"

    load(rig, replace(ling(rig), sessions=(*ling(rig).sessions, replace(second_of(rig), id="d14"))))
    assert feed(rig, path)["ling-d14@rapsamak"].status.value == "CONFIRMED"
    assert feed(rig, path)["ling-d14@rapsamak"].sequence.value == "2"


def second_of(rig: Rig) -> Any:
    """Some session of LInG."""
    return ling(rig).sessions[-1]


def test_what_has_not_changed_is_not_sent_again(rig: Rig) -> None:
    path = path_in(say(rig, "ขอลิงก์ปฏิทิน"))
    first = rig.client.get(path)
    assert first.headers["Cache-Control"] == "private, no-cache"
    known = {"If-None-Match": first.headers["ETag"]}
    again = rig.client.get(path, headers=known)
    assert (again.status_code, again.data) == (304, b"")
    load(rig, with_session(ling(rig), "d02", date=date(2024, 5, 12)))
    assert rig.client.get(path, headers=known).status_code == 200


def test_nobody_finds_a_calendar_by_guessing(rig: Rig) -> None:
    for path in (
        "/calendar/x.ics",
        f"/calendar/{'a' * 32}.ics",
        f"/calendar/{'a' * 500}.ics",
        "/calendar/ก.ics",
    ):
        response = rig.client.get(path)
        assert (response.status_code, response.data) == (404, b"not found\n")
        assert response.headers["Cache-Control"] == "no-store"


def test_the_link_is_shown_once_renewed_and_taken_away(rig: Rig) -> None:
    given = say(rig, "ขอลิงก์ปฏิทิน")
    old = path_in(given)
    google = [a["uri"] for a in actions(given) if a["type"] == "uri"]
    assert google[0].startswith("https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fbot.example")
    assert "dates=20240510%2F20240511" in google[1]
    again = say(rig, "ขอลิงก์ปฏิทิน")
    assert HOST not in str(again)
    new = path_in(press(rig, "ลิงก์ใหม่", again))
    assert rig.client.get(old).status_code == 404
    assert rig.client.get(new).status_code == 200
    press(rig, "ยกเลิกลิงก์", again)
    assert rig.client.get(new).status_code == 404
    with rig.bot.database.read() as tx:
        assert not tx.people.has_calendar(rig.line.person(USER).id)


def test_erasing_ones_data_takes_the_calendar_away(rig: Rig) -> None:
    path = path_in(say(rig, "ขอลิงก์ปฏิทิน"))
    press(rig, "ใช่ ลบทั้งหมด", say(rig, "ลบข้อมูลของฉัน"))
    assert rig.client.get(path).status_code == 404


def test_who_withdraws_has_no_sessions_left(rig: Rig) -> None:
    path = path_in(say(rig, "ขอลิงก์ปฏิทิน"))
    with rig.bot.database.begin() as tx:
        found = tx.applications.locked("a1")
        assert found is not None
        tx.applications.keep(replace(found, state=ApplicationState.WITHDRAWN))
    response = rig.client.get(path)
    assert response.status_code == 200 and b"VEVENT" not in response.data


def test_without_a_public_address_each_day_is_added_by_itself(rig: Rig) -> None:
    rig.bot.settings = replace(rig.bot.settings, public_url=None)
    said = say(rig, "ขอลิงก์ปฏิทิน")
    assert ".ics" not in str(said)
    days = [a["uri"] for a in actions(said) if a["type"] == "uri"]
    assert days and all("render?action=TEMPLATE" in uri for uri in days)
    assert "ปฏิทิน" in str(say(rig, "วันอบรมของฉัน"))
