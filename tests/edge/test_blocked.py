"""Who has blocked the bot: LINE drops in silence what is sent to them, so nothing is queued or waits."""

from __future__ import annotations

from datetime import timedelta

from bot.simulator import people
from handlers.office import cases
from handlers.refusal import Refused
from models.calendar import Moment
from models.case import CaseKind
from models.outbox import Letter
from models.reply import Reply
from models.staff import COMMAND_LINE
from tests.edge.test_webhook import call, texts
from tests.rig import Rig

NEWS = (Reply("ข่าวค่ะ"),)


def tell(rig: Rig, chat: str, key: str) -> bool:
    with rig.bot.database.begin() as tx:
        return tx.outbox.put(Letter(key, chat, NEWS), rig.clock.now())


def states(rig: Rig, prefix: str = "") -> dict[str, str]:
    with rig.bot.database.read() as tx:
        return dict(tx.outbox.keys(prefix))


def test_nothing_is_queued_for_who_blocked_the_bot_and_everything_for_who_comes_back(rig: Rig) -> None:
    somchai = rig.line.person("สมชาย")
    call(rig, somchai.unfollow())
    assert not tell(rig, somchai.id, "decision:1")
    assert states(rig) == {"decision:1": "expired"}
    call(rig, somchai.follow(again=True))
    assert tell(rig, somchai.id, "decision:2")
    assert texts(rig, somchai.id)[-1] == "ข่าวค่ะ"


def test_what_waited_when_they_blocked_it_waits_no_more(rig: Rig) -> None:
    """The month is used up: it would have waited for weeks, and gone to nobody."""
    somchai, malee = rig.line.person("สมชาย"), rig.line.person("มาลี")
    call(rig, somchai.follow(), malee.follow())
    rig.deliver()
    rig.line.monthly_quota = 0
    assert tell(rig, somchai.id, "decision:1") and tell(rig, malee.id, "decision:2")
    rig.deliver()
    assert states(rig, "decision") == {"decision:1": "pending", "decision:2": "pending"}
    call(rig, somchai.unfollow())
    assert states(rig, "decision") == {"decision:1": "expired", "decision:2": "pending"}
    with rig.bot.database.read() as tx:
        assert tx.outbox.waiting(somchai.id) == 0
    rig.line.monthly_quota = 10
    rig.clock.wait(timedelta(hours=2))
    assert texts(rig, malee.id)[-1] == "ข่าวค่ะ"
    assert "ข่าวค่ะ" not in texts(rig, somchai.id)


def test_staff_who_answer_them_are_told_that_it_is_not_sent(rig: Rig) -> None:
    somchai: people.Person = rig.line.person("สมชาย")
    call(rig, somchai.text("ติดต่อเจ้าหน้าที่"))
    with rig.bot.database.begin() as tx:
        number = tx.cases.open(somchai.id, CaseKind.WORDS, None, "จอดรถที่ไหน", rig.clock.now())
    call(rig, somchai.unfollow())
    with rig.bot.database.begin() as tx:
        done = cases.reply(tx, number, "ค่ะ", by=COMMAND_LINE, at=Moment(rig.clock.now(), rig.clock.machine()))
    assert not isinstance(done, Refused) and done.blocked
    assert set(states(rig, "case:").values()) == {"expired"}
