"""A whole season through the clock, on both databases: what was sent is what it should have been, each once.

The list is worked out here from the calendar by hand rules, not with the code that plans and sends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.assembly.scheduler import advance
from bot.delivery.sender import Sender
from bot.line.answers import Answer
from bot.process.clock import Clock
from bot.process.metrics import Metrics
from handlers.applications import deciding, own
from handlers.office import programmes
from handlers.reminders import reminder_tick
from handlers.reminders.forecast import forecast
from models import programme_file
from models.application import Application, ApplicationState
from models.calendar import BANGKOK
from models.programme import Programme
from models.reply import Reply
from models.store import Database
from tests.fakes import FrozenClock, bangkok
from tests.ticking import tick

PEOPLE = [f"U{number:032x}" for number in range(100)]
MUTING = PEOPLE[10:15]
WITHDRAWING = PEOPLE[20:23]
BLOCKING = PEOPLE[30:32]
COMES_BACK, LATE = PEOPLE[31], PEOPLE[99]
FIRST = date(2024, 5, 10)
FRIDAYS = [FIRST + timedelta(weeks=week) for week in range(7)]
NOTICE_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, order=True)
class Sent:
    """One push: when, to whom, of what."""

    at: datetime
    user: str
    what: str


class Post:
    """LINE as the sender sees it: takes everything, and remembers when it came."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.sent: list[Sent] = []
        self._keys: set[str] = set()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Post]:
        """The way to it."""
        yield self

    async def reply(self, token: str, replies: tuple[Reply, ...]) -> Answer:
        """Nobody types anything in this season."""
        raise AssertionError("nothing is answered")

    async def push(self, to: str, replies: tuple[Reply, ...], retry_key: str) -> Answer:
        """Takes it, once a retry key."""
        return self.take([to], replies, retry_key)

    def quota(self) -> tuple[int | None, int]:
        """No limit."""
        return None, len(self.sent)

    async def multicast(self, to: Sequence[str], replies: tuple[Reply, ...], retry_key: str) -> Answer:
        """Takes it for each, once a retry key."""
        return self.take(to, replies, retry_key)

    async def trouble(self) -> str | None:
        """The channel is always well."""
        return None

    def take(self, to: Sequence[str], replies: tuple[Reply, ...], retry_key: str) -> Answer:
        """Remembers when it came, once a retry key."""
        if retry_key in self._keys:
            return Answer(409)
        self._keys.add(retry_key)
        local = self._clock.now().astimezone(BANGKOK).replace(tzinfo=None, second=0, microsecond=0)
        self.sent += [Sent(local, user, "\n".join(reply.text for reply in replies)) for user in to]
        return Answer(200)


class Season:
    """The bot, the clock and what staff and people do."""

    def __init__(self, database: Database, ling: Programme) -> None:
        self.database = database
        self.clock = FrozenClock("2024-05-01 09:00")
        self.post = Post(self.clock)
        self.metrics = Metrics(database, self.clock)
        self._new_scheduler()
        with database.begin() as tx:
            programmes.keep(tx, ling, self.clock.now())
            for number, user in enumerate(PEOPLE):
                state = ApplicationState.SUBMITTED if user == LATE else ApplicationState.APPROVED
                tx.people.person(user, self.clock.now())
                tx.applications.add(_application(user, number, state))

    def _new_scheduler(self) -> None:
        self.sender = Sender(self.database, self.post, self.clock, self.metrics, calls=1)

    def until(self, when: str) -> None:
        """The clock to a time, minute after minute where something is due."""
        advance(self.database, self.clock, bangkok(when), self.tick)

    def tick(self) -> None:
        """A tick, and delivery."""
        tick(self.database, self.clock.now())
        self.sender.deliver_all()

    def killed_in_a_tick(self) -> None:
        """The scheduler dies before it commits; another begins anew."""
        with pytest.raises(KeyboardInterrupt), self.database.read() as seen:
            for thing in reminder_tick.due_things(seen, self.clock.now()):
                with self.database.begin() as tx:
                    thing.do(tx, self.clock.now())
                    raise KeyboardInterrupt
            raise KeyboardInterrupt
        self._new_scheduler()

    def killed_while_sending(self, after: int) -> None:
        """It dies after LINE took a message, before that is written down; then another sends."""
        tick(self.database, self.clock.now())
        with self.database.begin() as tx:
            claim = tx.delivery.claim(self.clock.now(), self.clock.machine(), timedelta(seconds=20), after)
        for parcel in claim.parcels:
            chats = [message.chat for message in parcel.messages]
            self.post.take(chats, parcel.first.replies, parcel.batch or parcel.first.retry_key)
        self._new_scheduler()
        self.clock.wait(timedelta(seconds=25))
        self.sender.deliver_all()

    def change(self, programme: Programme) -> None:
        """Staff load a changed programme."""
        with self.database.begin() as tx:
            programmes.keep(tx, programme, self.clock.now())

    def expected_months(self) -> dict[str, int]:
        """What the forecast says now."""
        with self.database.read() as tx:
            return forecast(tx, self.clock.now()).months("ling")


def _application(user: str, number: int, state: ApplicationState) -> Application:
    at = datetime(2024, 4, 1, tzinfo=UTC) + timedelta(minutes=number)
    answers = {"full_name": f"คนที่ {number}", "phone": {"number": f"+668100000{number:02}"}}
    return Application(
        id=f"a{user}", programme="ling", user=user, state=state, created_at=at, updated_at=at,
        reference=f"LING-{user}", answers=answers, consented_at=at, submitted_at=at,
    )  # fmt: skip


def changed(programme: Programme, session: str, **values: object) -> Programme:
    """The programme with one session changed."""
    days = tuple(replace(s, **values) if s.id == session else s for s in programme.sessions)
    return replace(programme, sessions=days)


def test_a_season(database: Database) -> None:
    ling = programme_file.read(Path("programmes/ling.yaml")).programme
    season = Season(database, ling)

    # Before it begins two have blocked the bot; one of them comes back in the second week.
    block(season, BLOCKING)
    season.until("2024-05-09 19:00")
    season.killed_in_a_tick()
    with database.begin() as tx:  # approved on Thursday at seven in the evening
        deciding.decide(tx, f"LING-{LATE}", "approve", by="staff", reason=None, now=season.clock.now())
    season.until("2024-05-10 06:59")
    season.clock.move_to(bangkok("2024-05-10 07:00"))
    season.killed_in_a_tick()
    season.killed_while_sending(3)

    # Down from before the morning until ten to nine: late rather than never.
    season.until("2024-05-11 06:00")
    season.killed_in_a_tick()
    season.clock.move_to(bangkok("2024-05-11 08:50"))
    season.tick()

    season.until("2024-05-12 12:00")
    with database.begin() as tx:
        for user in MUTING:
            tx.people.set_muted(user, True)
        for user in WITHDRAWING:
            found = tx.applications.own(user, "ling")
            assert found is not None
            own.withdraw(tx, found, season.clock.now())

    # Fri 17 is given a place; Sat 25 moves to Sun 26; Fri 31 is cancelled. Place and move within ten minutes.
    season.until("2024-05-14 10:00")
    placed = changed(ling, "d03", place="หอประชุม")
    season.change(placed)
    season.clock.move_to(bangkok("2024-05-14 10:04"))
    season.killed_in_a_tick()
    moved = changed(placed, "d06", date=date(2024, 5, 26))
    season.change(moved)
    season.until("2024-05-14 10:30")
    season.until("2024-05-16 18:00")
    season.killed_in_a_tick()
    season.until("2024-05-16 20:00")
    come_back(season, COMES_BACK)
    season.tick()
    season.until("2024-05-20 09:00")
    season.killed_in_a_tick()
    cancelled = replace(moved, sessions=tuple(s for s in moved.sessions if s.id != "d07"))
    season.change(cancelled)
    season.until("2024-05-20 12:00")

    foreseen = season.expected_months()
    already = len(season.post.sent)
    for kill in ("2024-05-25 18:00", "2024-06-07 07:00", "2024-06-13 18:00"):
        season.until(f"{bangkok(kill) - timedelta(minutes=1):%Y-%m-%d %H:%M}")
        season.clock.move_to(bangkok(kill))
        season.killed_in_a_tick()
        season.killed_while_sending(4)

    # Down over a whole day: Friday's morning is missed for good.
    season.until("2024-06-20 23:00")
    season.clock.move_to(bangkok("2024-06-21 10:00"))
    season.tick()
    season.until("2024-06-30 00:00")

    assert_same(season.post.sent, what_should_have_been_sent())
    sent = Counter(f"{one.at:%Y-%m}" for one in season.post.sent[already:])
    missed = len(PEOPLE) - len(MUTING) - len(WITHDRAWING) - len(set(BLOCKING) - {COMES_BACK})
    assert foreseen == {"2024-05": sent["2024-05"], "2024-06": sent["2024-06"] + missed}
    with database.read() as tx:
        missed_for_good = [(r.rule, r.occasion) for r in tx.reminders.missed("ling")]
    # Applications had closed before the season began: there was no draft to warn of.
    assert missed_for_good == [("draft", "due@2024-04-22"), ("morning", "d13@2024-06-21")]


def block(season: Season, users: list[str]) -> None:
    """They block the bot."""
    with season.database.begin() as tx:
        for user in users:
            tx.people.set_following(user, False, season.clock.now())


def come_back(season: Season, user: str) -> None:
    """They add the bot again, as the webhook handles it."""
    with season.database.begin() as tx:
        person = tx.people.person(user, season.clock.now())
        tx.reminders.owe_person(user, person.left_at, season.clock.now())
        tx.people.set_following(user, True)


def what_should_have_been_sent() -> list[Sent]:
    """Worked out by hand from the calendar and what happened."""
    sent: list[Sent] = []

    def tell(when: str, users: list[str], what: str) -> None:
        sent.extend(Sent(datetime.fromisoformat(when), user, what) for user in users)

    first = [u for u in PEOPLE if u not in BLOCKING]
    # Week 1: the eve to all but the late one, who gets it when approved; Saturday's morning came late.
    tell("2024-05-09 18:00", [u for u in first if u != LATE], "eve 10,11")
    tell("2024-05-09 19:00", [LATE], "decision")
    tell("2024-05-09 19:00", [LATE], "eve 10,11")
    tell("2024-05-10 07:00", first, "morning 10")
    tell("2024-05-11 08:50", first, "morning 11")
    # Week 2: five muted, three gone; a notice of two changes to all who follow, muted or not.
    left = [u for u in first if u not in WITHDRAWING]
    heard = [u for u in left if u not in MUTING]
    tell("2024-05-14 10:10", left, "change place 17, moved 25 to 26")
    tell("2024-05-16 18:00", heard, "eve 17,18")
    tell("2024-05-16 20:00", [COMES_BACK], "change place 17, moved 25 to 26")
    tell("2024-05-16 20:00", [COMES_BACK], "eve 17,18")
    left = [u for u in PEOPLE if u in left or u == COMES_BACK]
    heard = [u for u in PEOPLE if u in heard or u == COMES_BACK]
    tell("2024-05-17 07:00", heard, "morning 17")
    tell("2024-05-18 07:00", heard, "morning 18")
    tell("2024-05-20 09:10", left, "change dropped 31")
    # Week 3: Friday 24 and Sunday 26 are apart now.
    tell("2024-05-23 18:00", heard, "eve 24")
    tell("2024-05-24 07:00", heard, "morning 24")
    tell("2024-05-25 18:00", heard, "eve 26")
    tell("2024-05-26 07:00", heard, "morning 26")
    # Week 4: only Saturday 1 June is left.
    tell("2024-05-31 18:00", heard, "eve 1")
    tell("2024-06-01 07:00", heard, "morning 1")
    for friday in FRIDAYS[4:]:
        saturday = friday + timedelta(days=1)
        eve = datetime.combine(friday - timedelta(days=1), time(18, 0))
        tell(eve.isoformat(), heard, f"eve {friday.day},{saturday.day}")
        if friday != FRIDAYS[-1]:  # nothing ran until the session had begun
            tell(datetime.combine(friday, time(7, 0)).isoformat(), heard, f"morning {friday.day}")
        tell(datetime.combine(saturday, time(7, 0)).isoformat(), heard, f"morning {saturday.day}")
    return sent


def assert_same(sent: list[Sent], wanted: list[Sent]) -> None:
    """Message for message; the words are reduced to what they are about."""
    got = Counter(replace(one, what=about(one.what)) for one in sent)
    should = Counter(wanted)
    assert sorted((got - should).elements()) == []
    assert sorted((should - got).elements()) == []


def about(text: str) -> str:
    """A message in a word or two: its kind, and the days of the month it names."""
    if text.startswith("ยินดีด้วย"):
        return "decision"
    if text.startswith("⚠"):
        return "change " + ", ".join(_change(line) for line in text.splitlines() if line.startswith("•"))
    kind = "morning" if "– วันนี้มีอบรมค่ะ" in text else "eve"
    days = [line.split("ที่ ")[1].split()[0] for line in text.splitlines() if line.startswith("•")]
    return f"{kind} {','.join(days)}"


def _change(line: str) -> str:
    days = [part.split()[0] for part in line.split("ที่ ")[1:]]
    if "เลื่อน" in line:
        return f"moved {days[0]} to {days[1]}"
    return f"dropped {days[0]}" if "งดอบรม" in line else f"place {days[0]}"
