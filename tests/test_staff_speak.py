"""When staff answer in the chat it is seen: their name, and the words they answer."""

from __future__ import annotations

from bot.line.messages import messages
from handlers.office import cases
from models.calendar import Moment
from models.case import CaseKind
from models.staff import COMMAND_LINE
from models.store import Database
from tests.line_contract import validate
from tests.store.making import MACHINE, NOW, with_programmes


def test_an_answer_quotes_the_words_and_comes_as_staff(database: Database) -> None:
    with_programmes(database)
    with database.begin() as tx:
        number = tx.cases.open(
            "Usomchai", CaseKind.WORDS, None, "จอดรถที่ไหน", NOW, message_id="m1", quote="token-1"
        )
        cases.reply(tx, number, "ลานหลังอาคารค่ะ", by=COMMAND_LINE, at=Moment(NOW, MACHINE))
    with database.begin() as tx:
        (parcel,) = tx.delivery.claim(NOW, MACHINE, MACHINE - MACHINE, 10).parcels
    (message,) = messages(parcel.first.replies)
    assert (message["quoteToken"], message["sender"]) == ("token-1", {"name": "เจ้าหน้าที่"})
    assert validate("PushMessageRequest", {"to": "U" + "0" * 32, "messages": [message]}) == []


def test_what_was_taken_back_is_not_quoted(database: Database) -> None:
    with_programmes(database)
    with database.begin() as tx:
        number = tx.cases.open("Usomchai", CaseKind.WORDS, None, "หนึ่ง", NOW, message_id="m1", quote="t1")
        tx.cases.unsend("Usomchai", "m1")
        assert tx.cases.get(number) is None
