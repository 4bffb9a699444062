"""An application that came from a file goes to nobody who guesses, and to its person once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.turn import Reader
from models.application import Application, ApplicationState
from models.store import Database
from tests import rig
from tests.playing import Player

BEGIN = "@ 2024-04-05 09:00\n$ import ling form.csv\n"
ASKS = "{who}: ผูกใบสมัคร LING-XXXXXX\n"


@pytest.fixture
def played(database: Database, read: Reader, tmp_path: Path) -> Iterator[rig.Rig]:
    made = rig.build(database, read, tmp_path)
    yield made
    made.close()


def newest(played: rig.Rig) -> Application:
    """The application that everybody asks for: Wichai's, whose number ends in 2222."""
    with played.bot.database.read() as tx:
        return tx.applications.submitted("ling")[-1]


def test_three_wrong_guesses_by_whomever_shut_it(played: rig.Rig) -> None:
    player = Player(played)
    player.play(BEGIN)
    for number in range(3):
        player.play(ASKS.format(who=f"ก{number}") + f"ก{number}: 111{number}\n")
    heard = player.play(ASKS.format(who="ก9") + "ก9: 2222\n")
    assert newest(played).user is None and "ลองครบ 3 ครั้ง" in heard


def test_one_guess_in_time_is_enough(played: rig.Rig) -> None:
    player = Player(played)
    player.play(BEGIN + ASKS.format(who="ก") + "ก: 1111\nก: 1112\nก: เบอร์ลงท้าย 2222 ค่ะ\n")
    assert newest(played).user is not None


def test_whoever_has_one_already_is_led_to_staff(played: rig.Rig) -> None:
    player = Player(played)
    player.play(BEGIN)
    with played.bot.database.begin() as tx:
        person = played.line.person("ก")
        one = newest(played)
        more = Application(
            id="own",
            programme="ling",
            user=person.id,
            state=ApplicationState.SUBMITTED,
            created_at=one.created_at,
            updated_at=one.updated_at,
            reference="LING-222222",
        )
        tx.applications.add(more)
    heard = player.play(f"ก: ผูกใบสมัคร {one.reference}\nก: 2222\n")
    assert "มีใบสมัครโครงการเดียวกันอยู่แล้ว" in heard
    assert newest(played).user is None or newest(played).id == "own"


def test_once_linked_it_is_theirs_like_any_other(played: rig.Rig) -> None:
    player = Player(played)
    player.play(BEGIN + ASKS.format(who="ก") + "ก: 2222\n")
    one = newest(played)
    heard = player.play("$ decide approve\n")
    assert "คัดเลือก" in heard and played.line.person("ก").id == one.user
    heard = player.play("ก: ลบข้อมูลของฉัน\nก กด: ใช่ ลบทั้งหมด\n")
    with played.bot.database.read() as tx:
        assert tx.applications.seen(one.id) is None
        assert tx.listing.people("วิชัย") == []
