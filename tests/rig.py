"""A whole bot with LINE's stand-in and a clock that stands still: what conversations are played on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from flask.testing import FlaskClient

from bot.assembly import scheduler
from bot.assembly.wiring import Bot
from bot.cli.preparing import shipped
from bot.delivery.sender import Sender
from bot.files import sheets
from bot.files.fetching import Files
from bot.process.metrics import Metrics
from bot.process.settings import Settings
from bot.simulator.history import History
from bot.simulator.standin import StandIn
from bot.web.app import create_app
from handlers.applications import deciding, rounds
from handlers.office import cases, importing, programmes
from handlers.office.exporting import columns, row
from handlers.privacy import retention
from handlers.programmes.sessions import begins_at
from handlers.refusal import Refused
from handlers.reminders import who_comes
from handlers.turn import Reader
from models import programme_file
from models.calendar import Moment
from models.listing import RING, Filter
from models.privacy import Keeping
from models.staff import COMMAND_LINE
from models.store import Database, Transaction
from tests.fakes import FrozenClock, StandInChannel, bangkok

SECRET = "channel-secret"
TOKEN = "channel-token"


@dataclass
class Rig:
    """The parts, and what a test does with them."""

    bot: Bot
    clock: FrozenClock
    line: StandIn
    channel: StandInChannel
    client: FlaskClient

    def post(self, body: bytes, signature: str) -> int:
        """A webhook call."""
        headers = {"X-Line-Signature": signature, "Content-Type": "application/json"}
        return self.client.post("/callback", data=body, headers=headers).status_code

    def deliver(self) -> None:
        """Sends what can go now."""
        self.clock.wait(timedelta(seconds=1))
        self.bot.files.work()
        self.bot.sender.deliver_all()

    def move_to(self, when: str) -> None:
        """The clock to a time in Thailand; what falls due on the way happens at its time."""
        scheduler.advance(self.bot.database, self.clock, bangkok(when), self.tick)

    def tick(self) -> None:
        """One tick of the scheduler, and delivery."""
        scheduler.tick(self.bot)
        self.deliver()

    def staff(self, words: Sequence[str]) -> list[str]:
        """What staff do, on the newest application or on a programme; see `VERBS`. Lines for them to read."""
        with self.bot.database.begin() as tx:
            shown = VERBS[words[0]](tx, self.clock.now(), *words[1:])
        self.deliver()
        return shown if isinstance(shown, list) else []

    def exported(self, programme: str) -> list[dict[str, str]]:
        """A programme's applications as exported; `unread` for the questions that were not read well."""
        with self.bot.database.read() as tx:
            if programme == "unread":
                return [
                    {"why": one.why, "times": str(one.times), "text": one.text}
                    for one in tx.learning.unread()
                ]
            found = tx.programmes.catalogue().get(programme)
            assert found is not None
            return [
                dict(zip(columns(found), row(found, a), strict=True))
                for a in tx.applications.submitted(programme)
            ]

    def with_reference(self, text: str) -> str:
        """What somebody types: with the newest application's reference where a script has a masked one."""
        if "XXXXXX" not in text:
            return text
        with self.bot.database.read() as tx:
            return re.sub(r"[A-Z]{2,8}-XXXXXX", _newest(tx), text)

    def close(self) -> None:
        """Lets go of everything."""
        self.bot.close()
        self.line.history.close()


def _newest(tx: Transaction) -> str:
    submitted = [a for p in tx.programmes.catalogue().programmes for a in tx.applications.submitted(p.id)]
    reference = max(submitted, key=lambda a: (a.submitted_at, a.created_at)).reference
    assert reference
    return reference


def _teach(tx: Transaction, now: datetime, intent: str) -> None:
    newest = max(tx.learning.unread(), key=lambda one: one.id)
    assert tx.learning.teach(newest.id, intent, now)


def _decide(tx: Transaction, now: datetime, decision: str, *reason: str) -> None:
    why = " ".join(reason) or None
    done = deciding.decide(tx, _newest(tx), decision, by="staff (test)", reason=why, now=now)
    assert not isinstance(done, Refused), done


def _stage(tx: Transaction, now: datetime, stage: str) -> None:
    done = deciding.advance(tx, _newest(tx), stage, by="staff (test)", now=now)
    assert not isinstance(done, Refused), done


def _move(tx: Transaction, now: datetime, round: str) -> None:
    done = rounds.move_to(tx, _newest(tx), round, "staff (test)", now)
    assert not isinstance(done, Refused), done


def _set(tx: Transaction, now: datetime, id: str, *settings: str) -> None:
    done = programmes.set_fields(tx, id, settings, now)
    assert not isinstance(done, Refused), done


def _cohort(tx: Transaction, now: datetime, id: str, new_id: str, *settings: str) -> None:
    done = programmes.copy(tx, id, new_id, settings, now)
    assert not isinstance(done, Refused), done


def _load(tx: Transaction, now: datetime, file: str) -> None:
    loaded = programme_file.read(Path(__file__).parent / "data" / "programmes" / file)
    done = programmes.load(tx, [loaded], now)
    assert not isinstance(done, Refused), done


def _attendance(tx: Transaction, now: datetime, id: str) -> list[str]:
    """Who comes to the next day, as staff see it."""
    found = tx.programmes.catalogue().get(id)
    assert found is not None
    coming = [s for s in found.days if begins_at(s) > now][:1]
    return [" · ".join(row) for row in who_comes.table(tx, found, coming)]


def _group(tx: Transaction, now: datetime, id: str) -> None:
    """The eve is posted in the only group there is."""
    ((chat, _, _),) = tx.sessions.groups()
    assert tx.sessions.post_in(id, chat)


def _case(tx: Transaction, now: datetime, what: str, number: str, *text: str) -> list[str]:
    """Staff answer, close, or look at what somebody left."""
    moment = Moment(now, now)
    if what == "reply":
        done = cases.reply(tx, int(number), " ".join(text), by=COMMAND_LINE, at=moment)
        assert not isinstance(done, Refused), done
        return []
    if what == "close":
        assert cases.close(tx, int(number), by=COMMAND_LINE, at=moment) is None
        return []
    seen = cases.show(tx, int(number), now)
    assert not isinstance(seen, Refused), seen
    who = [f"{a.name} {', '.join(a.phones)} {a.reference} {a.status}" for a in seen.applicants]
    lines = [f"{line.sender.value}: {line.text[:40]}" for line in seen.case.before]
    said = [f"{m.sender.value}: {m.text}" for m in seen.case.messages]
    return [f"{seen.case.kind.value} {seen.case.phone or ''} {seen.programme}", *who, *lines, "--", *said]


def _cases(tx: Transaction, now: datetime) -> list[str]:
    """What waits for staff, oldest first."""
    return [" · ".join([case.programme or "-", case.text]) for case in tx.cases.opened()]


def _import(tx: Transaction, now: datetime, id: str, file: str) -> list[str]:
    """Staff bring a table; its columns mean what is proposed."""
    programme = tx.programmes.catalogue().get(id)
    assert programme is not None
    sheet = sheets.read((Path(__file__).parent / "data" / "imports" / file).read_bytes())
    columns = importing.proposed(programme, sheet.head)
    checked = importing.check(tx, programme, sheet, columns, str, now)
    importing.begin(tx, programme, checked.ready, by=COMMAND_LINE, at=Moment(now, now))
    wrong = [f"{one.line} {one.heading}: {one.why}" for one in checked.wrong]
    twice = [f"{one.line} {one.name}: duplicate" for one in checked.duplicates]
    return [f"{len(checked.ready)} taken", *wrong, *twice]


def _ringing(tx: Transaction, now: datetime, id: str) -> list[str]:
    """Whom staff must ring."""
    rows = tx.listing.page(id, Filter(flags=(RING,))).rows
    return [f"{row.name} {row.state.value}" for row in rows]


VERBS: dict[str, Callable[..., object]] = {
    "decide": _decide,
    "attendance": _attendance,
    "case": _case,
    "cases": _cases,
    "group": _group,
    "import": _import,
    "ringing": _ringing,
    "stage": _stage,
    "set": _set,
    "cohort": _cohort,
    "load": _load,
    "move": _move,
    "teach": _teach,
    "tidy": lambda tx, now: retention.tidy(tx, now, Keeping()),
}


_shipped = cache(shipped)


def build(
    database: Database,
    read: Reader,
    data_dir: Path,
    at: str = "2023-11-01 09:00",
    public_url: str | None = None,
    beside: Rig | None = None,
    with_shipped: bool = True,
) -> Rig:
    """A rig on an empty, migrated database, with the shipped programmes if they are wanted.

    beside  another that it takes over from, on a database that has the programmes: LINE and the clock stay
    """
    clock = beside.clock if beside else FrozenClock(at)
    line = (
        beside.line
        if beside
        else StandIn(
            SECRET,
            TOKEN,
            "U" + "0" * 32,
            clock.machine,
            History(":memory:"),
            bot_name="บอท",
            demo_now=clock.now,
        )
    )
    channel = StandInChannel(line)
    settings = Settings(SECRET, TOKEN, "key", "", data_dir, public_url=public_url)
    metrics = Metrics(database, clock)
    sender = Sender(database, channel, clock, metrics, calls=1)
    files = Files(Path(data_dir) / "files", database, channel, clock)
    bot = Bot(settings, clock, database, _NoLine(), sender, metrics, files, read)  # type: ignore[arg-type]
    if beside is None and with_shipped:
        with database.begin() as tx:
            for loaded in _shipped():
                programmes.keep(tx, loaded.programme, clock.now())
    return Rig(bot, clock, line, channel, create_app(bot).test_client())


class _NoLine:
    """Nothing but the sender's channel may call LINE."""

    def show_waiting(self, user: str) -> bool:
        """Nobody is shown that an answer takes longer."""
        return False

    def close(self) -> None:
        """Holds nothing."""
