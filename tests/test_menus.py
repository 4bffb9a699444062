"""The menu at the foot of the chat follows each person's applications: through kills, and once per change."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.line.answers import Answer
from bot.line.rich_menus import MenuRefused
from bot.menus import design, drawing, publishing
from bot.menus.following import LEASE, follow
from handlers.applications import deciding, dropping
from handlers.privacy import erasing
from models.application import Application, ApplicationState
from models.rich_menu import MenuKind
from models.store import Database
from tests.fakes import FrozenClock, bangkok
from tests.line_contract import validate
from tests.store.making import a_programme, with_programmes

NOW = bangkok("2024-04-05 09:00")
IDS = {kind: f"richmenu-{kind.value}" for kind in MenuKind}
PEOPLE = [f"U{n:032x}" for n in range(100)]


class Killed(BaseException):
    """The process dies here."""


class Phones:
    """What LINE shows at the foot of each chat; kills whoever calls, before or after it has taken a call."""

    def __init__(self) -> None:
        self.shown: dict[str, str] = {}
        self.calls: Counter[str] = Counter()
        self.lives: int | None = None
        self.unknown: set[str] = set()

    def link(self, users: Sequence[str], menu: str) -> None:
        if self.unknown & set(users):
            raise MenuRefused(Answer(400, "The property, 'userIds[0]', in the request body is invalid"))
        self._die(0)
        self.shown |= dict.fromkeys(users, menu)
        self.calls.update(users)
        self._die(1)

    def unlink(self, users: Sequence[str]) -> None:
        self._die(0)
        for user in users:
            self.shown.pop(user, None)
        self.calls.update(users)
        self._die(1)

    def _die(self, after: int) -> None:
        if self.lives is not None:
            self.lives -= after
            if self.lives == 0:
                self.lives = None
                raise Killed


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock("2024-04-05 09:00")


def draft(user: str, number: int = 0) -> Application:
    return Application(f"{user[-6:]}-{number}", "alpha", user, ApplicationState.DRAFT, NOW, NOW)


def state_of(database: Database, user: str) -> MenuKind:
    with database.read() as tx:
        states = {a.state for a in tx.applications.of(user)}
    if ApplicationState.DRAFT in states:
        return MenuKind.DRAFT
    if ApplicationState.APPROVED in states:
        return MenuKind.TRAINEE
    waits = states & {ApplicationState.SUBMITTED, ApplicationState.WAITLISTED}
    return MenuKind.WAITING if waits else MenuKind.NEWCOMER


def change(database: Database, user: str, chance: random.Random) -> None:
    """Something that people or staff do."""
    with database.begin() as tx:
        mine = tx.applications.of(user)
        if not mine:
            tx.applications.add(draft(user, chance.randrange(10**6)))
            return
        one = mine[0]
        if one.state is ApplicationState.DRAFT and chance.random() < 0.3:
            dropping.drop(tx, one.id)
        elif one.state is ApplicationState.DRAFT:
            state, reference = ApplicationState.SUBMITTED, f"ALPHA-{one.id}"
            tx.applications.keep(replace(one, state=state, reference=reference, submitted_at=NOW))
        else:
            decision = "approve" if one.state is ApplicationState.SUBMITTED else "reject"
            deciding.decide(tx, one.reference or "", decision, by="staff", reason=None, now=NOW)


def test_the_menus_of_a_hundred_people_follow_a_hundred_changes_through_kills(
    database: Database, clock: FrozenClock
) -> None:
    with_programmes(database)
    with database.begin() as tx:
        tx.menus.publish(IDS)
    phones, chance = Phones(), random.Random(19)
    for number in range(100):
        change(database, chance.choice(PEOPLE[: 20 if number % 2 else 100]), chance)
        if number % 9 == 0:
            phones.lives = chance.choice([1, 2])
        try:
            follow(database, phones, clock)
        except Killed:
            assert follow(database, phones, clock) == 0, "whoever died still holds the work"
            clock.wait(LEASE + timedelta(seconds=1))
    phones.lives = None
    follow(database, phones, clock)
    expected = {u: IDS[k] for u in PEOPLE if (k := state_of(database, u)) is not MenuKind.NEWCOMER}
    assert phones.shown == expected
    before = phones.calls.total()
    follow(database, phones, clock)
    with database.begin() as tx:
        tx.menus.mark_all()
    assert follow(database, phones, clock) == 0, "nothing changed, so LINE is not called"
    assert phones.calls.total() == before


def test_a_day_that_ends_the_window_takes_the_drafts_menu_away(
    database: Database, clock: FrozenClock
) -> None:
    rules = a_programme().applications
    phones = Phones()
    with database.begin() as tx:
        closing = replace(a_programme(), applications=replace(rules, closes=date(2024, 4, 22)))
        tx.programmes.put(closing, NOW)
        tx.applications.add(draft(PEOPLE[0]))
        tx.menus.publish(IDS)
    assert follow(database, phones, clock) == 1
    assert phones.shown == {PEOPLE[0]: IDS[MenuKind.DRAFT]}
    clock.move_to(bangkok("2024-04-23 00:01"))
    assert follow(database, phones, clock) == 1
    assert phones.shown == {}


def test_one_whom_line_does_not_know_keeps_nobody_from_their_menu(
    database: Database, clock: FrozenClock
) -> None:
    with_programmes(database)
    phones = Phones()
    phones.unknown = {PEOPLE[3]}
    with database.begin() as tx:
        tx.menus.publish(IDS)
        for user in PEOPLE[:7]:
            tx.applications.add(draft(user))
    follow(database, phones, clock)
    assert set(phones.shown) == set(PEOPLE[:7]) - {PEOPLE[3]}


def test_who_is_erased_is_unlinked_and_then_in_no_table(database: Database, clock: FrozenClock) -> None:
    with_programmes(database)
    phones = Phones()
    with database.begin() as tx:
        tx.menus.publish(IDS)
        tx.applications.add(draft(PEOPLE[0]))
    follow(database, phones, clock)
    with database.begin() as tx:
        erasing.erase(tx, PEOPLE[0], "reply:1", NOW)
    follow(database, phones, clock)
    assert phones.shown == {}
    with database.read() as tx:
        assert tx.menus.due(9) == [] and tx.menus.shown(PEOPLE) == {}


@pytest.mark.parametrize("kind", MenuKind)
def test_a_menu_is_what_line_takes(kind: MenuKind) -> None:
    body, picture = publishing.described(kind, design.MENUS[kind], "https://x.go.th")
    assert validate("RichMenuRequest", body) == []
    assert len(picture) < 1024 * 1024 and picture[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    assert (wide, high) == (body["size"]["width"], body["size"]["height"]) and wide / high >= 1.45
    covered = sum(it["bounds"]["width"] * it["bounds"]["height"] for it in body["areas"])
    assert covered == wide * high
    for tile, (left, _, right, _) in design.placed(design.MENUS[kind]):
        for line in tile.words.split("\n"):
            assert drawing.length(line, drawing.LETTERS) < right - left - 2 * drawing.GAP
