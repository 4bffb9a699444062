"""The outbox as a queue: each message to one sender, a chat's in order, nothing lost, nothing twice."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from models.outbox import Fate, OutboxMessage, OutboxState, Parcel, Settled
from models.store import Database
from tests.store.making import LEASE, MACHINE, NOW, a_letter, at_once


def put(database: Database, *letters: object) -> None:
    with database.begin() as tx:
        for letter in letters:
            assert tx.outbox.put(letter, NOW)  # type: ignore[arg-type]


def take_out(database: Database, seconds: float = 0, limit: int = 10) -> list[Parcel]:
    """What goes to LINE now, by calls."""
    with database.begin() as tx:
        return list(tx.delivery.claim(NOW, MACHINE + timedelta(seconds=seconds), LEASE, limit).parcels)


def claim(database: Database, seconds: float = 0, limit: int = 10) -> list[OutboxMessage]:
    """What goes to LINE now, by messages."""
    return [message for parcel in take_out(database, seconds, limit) for message in parcel.messages]


def settle(database: Database, parcel: Parcel, fate: Fate, seconds: float = 0, **more: Any) -> None:
    """Writes down what became of one."""
    with database.begin() as tx:
        tx.delivery.settle([Settled(parcel, fate, **more)], MACHINE + timedelta(seconds=seconds))


def test_a_key_queued_from_twenty_threads_is_queued_once(database: Database) -> None:
    def queue(number: int) -> bool:
        with database.begin() as tx:
            return tx.outbox.put(a_letter("reminder:eve:d01:a1", text=f"ฉบับที่ {number}"), NOW)

    assert sorted(at_once(20, queue)) == [False] * 19 + [True]
    assert len(claim(database)) == 1


def test_a_key_once_sent_is_never_queued_again(database: Database) -> None:
    put(database, a_letter("reminder:eve:d01:a1"))
    settle(database, take_out(database)[0], Fate.SENT)
    with database.begin() as tx:
        assert not tx.outbox.put(a_letter("reminder:eve:d01:a1"), NOW)


def test_many_senders_get_each_message_once(database: Database) -> None:
    put(database, *(a_letter(f"k{i}", f"U{i}") for i in range(60)))

    def send(_: int) -> list[str]:
        mine = []
        while batch := take_out(database, limit=3):
            mine += [parcel.first.key for parcel in batch]
            with database.begin() as tx:
                tx.delivery.settle([Settled(parcel, Fate.SENT) for parcel in batch], MACHINE)
        return mine

    seen = Counter(key for keys in at_once(8, send) for key in keys)
    assert seen == Counter({f"k{i}": 1 for i in range(60)})


def test_many_senders_keep_each_chats_order(database: Database) -> None:
    put(database, *(a_letter(f"{chat}:{i}", chat) for i in range(15) for chat in ("U1", "U2", "U3")))
    spoken: dict[str, list[int]] = {"U1": [], "U2": [], "U3": []}

    def send(_: int) -> None:
        while True:
            for parcel in take_out(database, limit=1):
                chat, number = parcel.first.key.split(":")
                spoken[chat].append(int(number))  # only one sender at a time can have this chat
                settle(database, parcel, Fate.SENT)
            with database.read() as tx:
                if not tx.outbox.waiting():
                    return

    at_once(6, send)
    assert spoken == {"U1": list(range(15)), "U2": list(range(15)), "U3": list(range(15))}


def test_a_chat_waits_behind_its_first_message_and_others_do_not(database: Database) -> None:
    put(database, a_letter("first", "U1"), a_letter("second", "U1"), a_letter("other", "U2"))
    claimed = {parcel.first.key: parcel for parcel in take_out(database)}
    assert set(claimed) == {"first", "other"}
    settle(database, claimed["first"], Fate.LATER, not_before=MACHINE + timedelta(seconds=5))
    settle(database, claimed["other"], Fate.SENT)
    assert claim(database, 4) == []
    again = take_out(database, 5)
    assert [(p.first.key, p.first.attempts) for p in again] == [("first", 2)]
    settle(database, again[0], Fate.SENT)
    assert [m.key for m in claim(database, 5)] == ["second"]


def test_a_message_whose_sender_died_comes_back_when_its_lease_is_over(database: Database) -> None:
    put(database, a_letter())
    first = claim(database)[0]
    assert claim(database, LEASE.total_seconds()) == []
    second = claim(database, LEASE.total_seconds() + 1)[0]
    assert (first.attempts, second.attempts) == (1, 2)
    assert second.retry_key == first.retry_key


def test_a_fresh_token_counts_its_tries_and_an_old_one_does_not(database: Database) -> None:
    put(database, a_letter(reply_token="token", token_until=MACHINE + timedelta(seconds=50)))
    assert claim(database)[0].token_tries == 1
    assert claim(database, 30)[0].token_tries == 2
    late = claim(database, 60)[0]
    assert (late.attempts, late.token_tries) == (3, 2)


def test_a_retry_may_spend_the_token_or_give_the_try_back(database: Database) -> None:
    put(database, a_letter(reply_token="token", token_until=MACHINE + timedelta(seconds=50)))
    settle(database, take_out(database)[0], Fate.LATER, refused_outright=True)
    (again,) = take_out(database)
    unused = again.first
    assert (unused.reply_token, unused.token_tries, unused.attempts) == ("token", 1, 2)
    settle(database, again, Fate.LATER)
    (again,) = take_out(database)
    assert (again.first.reply_token, again.first.token_tries) == ("token", 2)
    settle(database, again, Fate.LATER, spend_token=True, refused_outright=True)
    spent = claim(database)[0]
    assert (spent.reply_token, spent.token_tries, spent.attempts) == (None, 1, 4)  # one try is in doubt


def test_what_is_finished_is_not_claimed_again_and_does_not_hold_up_the_chat(database: Database) -> None:
    put(database, *(a_letter(key, "U1") for key in ("sent", "failed", "expired", "last")))
    fates = {"sent": Fate.SENT, "failed": Fate.REFUSED, "expired": Fate.EXPIRED}
    for key, fate in fates.items():
        (parcel,) = take_out(database)
        assert parcel.first.key == key
        settle(database, parcel, fate, request_id="request-1")
    with database.read() as tx:
        assert tx.outbox.by_state() == {"sent": 1, "failed": 1, "expired": 1, "pending": 1}
        assert tx.outbox.waiting() == tx.outbox.waiting("U1") == 1
        assert tx.delivery.ready(NOW, MACHINE) == 1
    assert [m.key for m in claim(database, 3600)] == ["last"]


def test_a_message_that_waits_is_not_ready_before_its_time(database: Database) -> None:
    put(database, a_letter())
    (parcel,) = take_out(database)
    with database.read() as tx:
        assert tx.delivery.ready(NOW, MACHINE) == 1  # being sent
    settle(database, parcel, Fate.LATER, not_before=MACHINE + timedelta(seconds=5))
    with database.read() as tx:
        assert tx.delivery.ready(NOW, MACHINE + timedelta(seconds=4)) == 0
        assert tx.delivery.ready(NOW, MACHINE + timedelta(seconds=5)) == 1


def test_an_erased_chat_keeps_its_keys_and_none_of_its_words(database: Database) -> None:
    put(database, a_letter("reminder:1", "U1"), a_letter("reply:2", "U1"), a_letter("reply:3", "U2"))
    with database.begin() as tx:
        tx.outbox.forget_chat("U1")
    with database.begin() as tx:
        assert not tx.outbox.put(a_letter("reminder:1", "U1"), NOW)
        words = {m.key: m.replies for m in tx.outbox.take("U1", MACHINE) + tx.outbox.take("U2", MACHINE)}
    assert [text for key, replies in words.items() if key != "reply:3" for text in replies] == []
    assert [reply.text for reply in words["reply:3"]] == ["สวัสดีค่ะ"]


def test_what_is_taken_at_once_is_in_order_and_sent(database: Database) -> None:
    put(database, a_letter("1", text="หนึ่ง"), a_letter("2", text="สอง"), a_letter("3", "Uother"))
    with database.begin() as tx:
        taken = tx.outbox.take("Usomchai", MACHINE)
    assert [m.replies[0].text for m in taken] == ["หนึ่ง", "สอง"]
    with database.read() as tx:
        assert tx.outbox.by_state() == {"sent": 2, "pending": 1}


def test_old_answers_are_dropped_and_what_guards_a_reminder_is_kept(database: Database) -> None:
    put(database, a_letter("reply:1", "U1"), a_letter("reminder:1", "U2"), a_letter("reply:waiting", "U1"))
    with database.begin() as tx:
        for parcel in tx.delivery.claim(NOW, MACHINE, LEASE, 2).parcels:
            tx.delivery.settle([Settled(parcel, Fate.SENT)], MACHINE)
        tx.outbox.forget_before(MACHINE, ["reply:"])
        assert tx.outbox.keys("reply:1") == [("reply:1", "sent")]
        tx.outbox.forget_before(MACHINE + timedelta(seconds=1), ["reply:"])
    with database.read() as tx:
        assert tx.outbox.keys("re") == [("reminder:1", "sent"), ("reply:waiting", "pending")]


def test_a_prefix_with_a_percent_sign_matches_itself_only(database: Database) -> None:
    put(database, a_letter("reminder:50%:d01", "U1"), a_letter("reminder:50_:d01", "U2"))
    with database.read() as tx:
        assert tx.outbox.keys("reminder:50%") == [("reminder:50%:d01", OutboxState.PENDING.value)]
