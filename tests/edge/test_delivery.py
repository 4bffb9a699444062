"""Many at once, and LINE in trouble: merged, limited, paused, and taken up again by itself."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from bot.delivery.line_delivery import next_look
from bot.delivery.sender import LEASE
from bot.simulator.people import group_id, user_id
from bot.simulator.standin import Fault
from models.channel import FIRST_BREAK, LONGEST_BREAK, Call, Circuit, Endpoint
from models.outbox import Letter, Parcel
from models.reply import Reply
from tests.edge.post import Post
from tests.fakes import bangkok
from tests.store.making import MACHINE, at_once

NEWS = "พรุ่งนี้มีอบรมค่ะ"
NAMES = [f"คนที่ {number}" for number in range(7)]


def tell_all(post: Post, words: str = NEWS, **more: object) -> None:
    """The same to everybody."""
    for name in NAMES:
        post.put(words, name, token=False, **more)


def heard(post: Post) -> list[list[tuple[str, str]]]:
    """What each has heard."""
    return [post.phone(name) for name in NAMES]


def calls(post: Post) -> list[str]:
    """By which endpoints LINE was called."""
    return [endpoint for endpoint, _ in post.faults.calls]


def send(post: Post, parcel: Parcel) -> None:
    """LINE takes a multicast, and we do not hear of it."""
    assert parcel.batch is not None
    to = [message.chat for message in parcel.messages]
    assert post.calling.multicast(to, parcel.first.replies, parcel.batch).accepted


# Merging


def test_the_same_words_to_many_go_in_one_call(post: Post) -> None:
    tell_all(post)
    post.put("เฉพาะมาลี", "มาลี", token=False)
    post.deliver()
    assert heard(post) == [[("multicast", NEWS)]] * len(NAMES)
    assert post.phone("มาลี") == [("push", "เฉพาะมาลี")]
    assert sorted(calls(post)) == ["multicast", "push"]
    assert post.line.used_this_month() == len(NAMES) + 1


def test_at_most_five_hundred_go_in_one_call(post: Post) -> None:
    with post.database.begin() as tx:
        for number in range(501):
            tx.outbox.put(Letter(f"k{number}", f"U{number:032x}", (Reply(NEWS),)), post.clock.now())
    post.deliver()
    assert sorted(calls(post)) == ["multicast", "push"]
    assert post.states() in ({"sent": 501}, {"sent": 500, "failed": 1})  # LINE knows none of them


def test_answers_and_groups_are_not_merged(post: Post) -> None:
    for name in NAMES[:2]:
        post.put(NEWS, name)
    post.line.history.meet(group_id("งานแผน"), "งานแผน")
    post.line.history.meet(group_id("งานพัสดุ"), "งานพัสดุ")
    with post.database.begin() as tx:
        for name in ("งานแผน", "งานพัสดุ"):
            tx.outbox.put(Letter(name, group_id(name), (Reply(NEWS),)), post.clock.now())
    post.deliver()
    assert sorted(calls(post)) == ["push", "push", "reply", "reply"]
    assert post.states() == {"sent": 4}


def test_what_expires_at_another_time_is_another_call(post: Post) -> None:
    soon = post.clock.now() + timedelta(minutes=1)
    for name in NAMES[:4]:
        post.put(NEWS, name, token=False, expires_at=soon if name in NAMES[:2] else soon + timedelta(hours=1))
    post.deliver(after=61)
    assert [len(post.phone(name)) for name in NAMES[:4]] == [0, 0, 1, 1]
    assert post.states() == {"expired": 2, "sent": 2}


def test_a_chat_hears_in_order_what_is_merged_and_what_is_not(post: Post) -> None:
    post.put("ก่อน", NAMES[0], token=False)
    tell_all(post)
    post.put("หลัง", NAMES[0], token=False)
    post.faults.planned = [("ก่อน", "before", 500)]
    post.deliver()
    assert post.phone(NAMES[0]) == []
    assert post.phone(NAMES[1]) == [("multicast", NEWS)]
    post.deliver(after=2)
    assert [words for _, words in post.phone(NAMES[0])] == ["ก่อน", NEWS, "หลัง"]


@pytest.mark.parametrize("bad", [[3], [0, 6], [0, 1, 2, 3, 4, 5]], ids=str)
def test_one_that_line_refuses_keeps_nobody_else_from_hearing(post: Post, bad: list[int]) -> None:
    post.line.refuses = {user_id(NAMES[number]) for number in bad}
    tell_all(post)
    post.deliver()
    assert [len(h) for h in heard(post)] == [0 if n in bad else 1 for n in range(len(NAMES))]
    assert post.states() == {"failed": len(bad), "sent": len(NAMES) - len(bad)}
    post.deliver(after=3600)
    assert max(len(h) for h in heard(post)) == 1


def test_words_that_line_dislikes_are_not_tried_on_everybody(post: Post) -> None:
    tell_all(post, words="ก")
    with post.database.begin() as tx:
        for name in NAMES:
            tx.outbox.put(Letter(f"{name} 2", post.chat(name), (Reply(" "),)), post.clock.now())
    post.deliver()
    assert post.states() == {"sent": len(NAMES), "failed": len(NAMES)}
    assert calls(post) == ["multicast", "multicast"]
    assert "messages[0].text" in post.errors()[0]


# A crash at every point of a multicast


def test_a_multicast_never_sent_before_the_crash_is_sent_by_another(post: Post) -> None:
    tell_all(post)
    (lost,) = post.parcels()
    post.deliver(after=LEASE.total_seconds() - 1)
    assert calls(post) == []
    (again,) = (post.clock.wait(timedelta(seconds=2)), post.parcels())[1]
    assert (again.batch, len(again.messages)) == (lost.batch, len(NAMES))
    post.deliver(after=LEASE.total_seconds() + 1)
    assert heard(post) == [[("multicast", NEWS)]] * len(NAMES)


def test_a_multicast_sent_just_before_the_crash_is_not_sent_again(post: Post) -> None:
    tell_all(post)
    (parcel,) = post.parcels()
    send(post, parcel)
    post.put(NEWS, "มาลี", token=False)  # the same words, queued later, are no part of that call
    post.deliver(after=LEASE.total_seconds() + 1)
    assert heard(post) == [[("multicast", NEWS)]] * len(NAMES)
    assert post.phone("มาลี") == [("push", NEWS)]
    assert post.states() == {"sent": len(NAMES) + 1}


def test_a_crash_between_two_halves_sends_neither_twice(post: Post) -> None:
    post.line.refuses = {user_id(NAMES[6])}
    tell_all(post)
    (whole,) = post.parcels()
    post.sender._carrier.write_down([post.carry(whole)])  # refused, and split
    halves = post.parcels()
    assert sorted(len(half.messages) for half in halves) == [3, 4]
    send(post, min(halves, key=lambda half: len(half.messages)))
    post.deliver(after=LEASE.total_seconds() + 1)
    assert [len(h) for h in heard(post)] == [1] * 6 + [0]
    assert post.states() == {"sent": 6, "failed": 1}


@pytest.mark.parametrize("fault", [500, "drop"])
def test_a_multicast_whose_answer_was_lost_is_recognised_by_its_key(post: Post, fault: Fault) -> None:
    tell_all(post)
    post.faults.planned = [(NEWS, "after", fault)]
    post.deliver()
    assert post.states() == {"pending": len(NAMES)}
    post.deliver(after=2)
    assert heard(post) == [[("multicast", NEWS)]] * len(NAMES)
    assert post.states() == {"sent": len(NAMES)}


def test_what_line_may_have_already_is_not_merged_with_the_same_words_to_others(post: Post) -> None:
    post.put(NEWS, "มาลี", token=False)
    (alone,) = post.parcels()
    assert post.calling.push(alone.first.chat, alone.first.replies, alone.first.retry_key).accepted
    post.clock.wait(LEASE + timedelta(seconds=1))
    tell_all(post)
    post.deliver()
    assert post.phone("มาลี") == [("push", NEWS)]
    assert heard(post) == [[("multicast", NEWS)]] * len(NAMES)


def test_who_is_erased_in_between_is_left_out(post: Post) -> None:
    tell_all(post)
    post.faults.planned = [(NEWS, "before", 500)]
    post.deliver()
    with post.database.begin() as tx:
        tx.outbox.forget_chat(user_id(NAMES[0]))
    post.deliver(after=2)
    assert [len(h) for h in heard(post)] == [0] + [1] * 6
    assert post.states() == {"expired": 1, "sent": 6}


def test_a_sender_that_slept_through_its_lease_changes_nothing(post: Post) -> None:
    post.put("กำหนดการค่ะ")
    (asleep,) = post.parcels()
    carrier = post.sender._carrier
    post.clock.wait(LEASE + timedelta(seconds=1))
    (mine,) = post.parcels()
    done = post.carry(mine)
    late = post.carry(asleep)
    carrier.write_down([late])
    assert post.states() == {"leased": 1}
    carrier.write_down([done])
    post.deliver(after=60)
    assert post.phone() == [("reply", "กำหนดการค่ะ")]


def test_four_claiming_at_once_share_a_batch_with_nobody(post: Post) -> None:
    tell_all(post)
    (first,) = post.parcels()
    post.clock.wait(LEASE + timedelta(seconds=1))
    found = [parcel for parcels in at_once(4, lambda _: post.parcels()) for parcel in parcels]
    assert [(parcel.batch, len(parcel.messages)) for parcel in found] == [(first.batch, len(NAMES))]


def test_a_retry_key_that_line_has_forgotten_is_not_used_again(post: Post) -> None:
    post.put("กำหนดการค่ะ", token=False)
    post.faults.planned = [("กำหนดการค่ะ", "after", "drop")]
    post.deliver()
    post.deliver(after=24 * 3600)
    assert post.phone() == [("push", "กำหนดการค่ะ")]
    assert post.states() == {"failed": 1}


# Limits


def test_no_more_calls_go_in_a_second_than_line_allows(post: Post) -> None:
    for number in range(12):
        post.put(f"ข้อความ {number}", f"คนที่ {number}", token=False)
    with post.database.begin() as tx:
        assert tx.channel.take([Endpoint.PUSH] * 1990, post.clock.machine())[Endpoint.PUSH] == 1990
    post.deliver()
    assert post.states() == {"sent": 10, "pending": 2}
    post.deliver(after=0.01)
    assert post.states() == {"sent": 12}


def test_a_bucket_is_shared_by_all_who_take_from_it(post: Post) -> None:
    def take(_: int) -> int:
        with post.database.begin() as tx:
            return tx.channel.take([Endpoint.MULTICAST] * 60, post.clock.machine())[Endpoint.MULTICAST]

    assert sum(at_once(5, take)) == 200


def test_called_too_often_an_endpoint_is_left_alone_by_all_and_others_go_on(post: Post) -> None:
    post.put("หนึ่ง", "สมชาย", token=False)
    post.faults.planned = [("หนึ่ง", "before", 429)]
    post.deliver()
    post.put("สอง", "มาลี", token=False)
    post.put("สาม", "มานะ")
    post.deliver(after=0.5)
    assert (post.phone("มาลี"), post.phone("มานะ")) == ([], [("reply", "สาม")])
    post.deliver(after=0.6)
    assert [len(post.phone(name)) for name in ("สมชาย", "มาลี")] == [1, 1]


# The month's messages


def test_when_the_month_is_used_up_pushes_wait_untried_and_replies_go_on(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.line.monthly_quota = 1
    post.put("หนึ่ง", token=False)
    post.put("สอง", token=False)
    post.put("สาม")
    post.put("ถึงมาลี", "มาลี", token=False, expires_at=post.clock.now() + timedelta(hours=2))
    tell_all(post)
    post.deliver()
    assert post.phone() == [("push", "หนึ่ง"), ("reply", "สาม")]
    tried = len(post.faults.calls)
    assert [r for r in caplog.records if r.levelno == logging.ERROR and "used up" in r.getMessage()]
    assert "rapsamak_quota_exhausted 1.0" in post.metrics.text().decode()
    for _ in range(3):
        post.deliver(after=3601)
    assert len(post.faults.calls) == tried
    assert post.states() == {"sent": 2, "expired": 1, "pending": len(NAMES) + 1}
    assert "rapsamak_quota_left 0.0" in post.metrics.text().decode()
    post.line.monthly_quota = 1000
    post.deliver(after=3601)
    assert [words for _, words in post.phone()] == ["หนึ่ง", "สาม", "สอง"]
    assert heard(post) == [[("multicast", NEWS)]] * len(NAMES)
    assert post.phone("มาลี") == []
    assert "rapsamak_quota_exhausted 0.0" in post.metrics.text().decode()


def test_of_many_as_many_hear_as_the_month_has_room_for(post: Post) -> None:
    post.line.monthly_quota = 3
    tell_all(post)
    post.deliver()
    assert heard(post) == [[]] * len(NAMES)  # the call was for all seven
    post.deliver(after=3601)
    assert sorted(len(h) for h in heard(post)) == [0, 0, 0, 0, 1, 1, 1]
    post.line.monthly_quota = 300
    post.deliver(after=3601)
    assert [len(h) for h in heard(post)] == [1] * len(NAMES)


def test_the_quota_is_looked_at_when_the_month_turns() -> None:
    assert next_look(bangkok("2024-04-30 23:40")) == bangkok("2024-05-01 00:00")
    assert next_look(bangkok("2024-12-31 23:59")) == bangkok("2025-01-01 00:00")
    assert next_look(bangkok("2024-04-30 12:00")) == bangkok("2024-04-30 13:00")


def test_the_quota_is_asked_for_once_an_hour_by_all_together(post: Post) -> None:
    post.line.monthly_quota = 300
    for sender in (post.sender, post.another_sender()):
        sender.look_at_quota()
    with post.database.read() as tx:
        read = tx.channel.quota()
    assert (read.limit, read.used, read.left, read.read_at) == (300, 0, 300, post.clock.machine())


# LINE away


def test_line_away_is_left_alone_and_asked_by_one_call_at_a_time(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    away = [(f"ถึง {name}", "before", "drop") for name in NAMES]
    post.faults.planned = away * 3  # type: ignore[assignment]
    for name in NAMES:
        post.put(f"ถึง {name}", name, token=False)
    post.deliver()
    before = len(post.faults.calls)
    assert "does not answer" in caplog.text
    assert "rapsamak_circuit_open 1.0" in post.metrics.text().decode()
    post.deliver(after=FIRST_BREAK - 0.5)
    assert len(post.faults.calls) == before
    post.deliver(after=1)
    post.deliver()
    assert len(post.faults.calls) == before + 1
    post.deliver(after=2 * FIRST_BREAK - 0.5)
    assert len(post.faults.calls) == before + 1
    post.faults.planned = []
    post.deliver(after=1)
    assert heard(post) != [[]] * len(NAMES)
    post.deliver(after=3600)
    assert [len(h) for h in heard(post)] == [1] * len(NAMES)
    assert "rapsamak_circuit_open 0.0" in post.metrics.text().decode()


def test_of_many_senders_one_finds_out_whether_line_is_back(post: Post) -> None:
    for name in NAMES:
        post.put(f"ถึง {name}", name, token=False)
    with post.database.begin() as tx:
        tx.channel.note([Call(False)] * 5, post.clock.machine())
    post.clock.wait(timedelta(seconds=FIRST_BREAK))
    found = [parcel for parcels in at_once(4, lambda _: post.parcels()) for parcel in parcels]
    assert [parcel.trial for parcel in found] == [True]
    post.clock.wait(LEASE + timedelta(seconds=1))  # and if it dies, another does
    assert [parcel.trial for parcel in post.parcels()] == [True]


def test_the_breaks_double_up_to_ten_seconds_and_one_answer_ends_them() -> None:
    circuit, lengths, now = Circuit(), [], MACHINE
    for number in range(12):
        circuit = circuit.after(Call(False, circuit.open), now)
        if number >= 4:
            lengths.append(circuit.open_for)
    assert lengths == [2, 4, 8, *[LONGEST_BREAK] * 5]
    assert circuit.after(Call(False), now) == circuit  # a straggler
    assert circuit.after(Call(True), now) == Circuit()


def test_faults_now_and_then_open_nothing_and_hold_nobody_up(post: Post) -> None:
    for number in range(24):
        post.put(f"ข้อความ {number}", f"คนที่ {number}", token=False)
    post.faults.planned = [(f"ข้อความ {number}", "before", 500) for number in range(0, 24, 8)]
    post.deliver()
    with post.database.read() as tx:
        assert not tx.channel.circuit().open
    assert post.states() == {"sent": 21, "pending": 3}
    post.deliver(after=2)
    assert post.states() == {"sent": 24}
