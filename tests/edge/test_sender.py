"""Delivery over real HTTP, with everything going wrong that can: nothing lost, nothing twice, in order."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.delivery.line_outcomes import GIVE_UP_AFTER
from bot.delivery.sender import LEASE, TOKEN_LEASE
from bot.line.answers import Answer
from bot.line.client import Line
from bot.process.clock import stopwatch
from bot.simulator.standin import Fault, Said, Stage
from models.outbox import Letter, OutboxMessage
from models.reply import Choice, Reply
from tests.edge.post import Post
from tests.store.making import a_letter


def crash_after_claim(post: Post) -> OutboxMessage:
    """A sender takes the next message, and is not heard of again."""
    return post.parcels()[0].first


# The usual way


def test_a_fresh_answer_goes_by_reply_token_which_is_free(post: Post) -> None:
    post.put("กำหนดการค่ะ")
    post.deliver()
    assert post.phone() == [("reply", "กำหนดการค่ะ")]
    assert post.line.used_this_month() == 0
    assert post.states() == {"sent": 1}


def test_an_answer_that_comes_late_is_pushed(post: Post) -> None:
    post.put("กำหนดการค่ะ")
    post.deliver(after=51)
    assert post.phone() == [("push", "กำหนดการค่ะ")]
    assert post.faults.calls == [("push", "กำหนดการค่ะ")]
    assert post.unknown() == 0


def test_a_message_nobody_asked_for_is_pushed(post: Post) -> None:
    post.put("ได้รับอนุมัติแล้วค่ะ", token=False)
    post.deliver()
    assert post.phone() == [("push", "ได้รับอนุมัติแล้วค่ะ")]


def test_a_token_that_line_never_took_is_followed_by_a_push(post: Post) -> None:
    post.put("กำหนดการค่ะ", reply_token="a token of yesterday")
    post.deliver()
    assert post.phone() == [("push", "กำหนดการค่ะ")]
    assert post.states() == {"sent": 1}


# Passing faults


@pytest.mark.parametrize("token", [True, False], ids=["reply", "push"])
@pytest.mark.parametrize("fault", [500, 503, 429, "drop"])
def test_a_passing_fault_is_tried_again_after_a_while(post: Post, fault: Fault, token: bool) -> None:
    post.put("กำหนดการค่ะ", token=token)
    post.faults.planned = [("กำหนดการค่ะ", "before", fault), ("กำหนดการค่ะ", "before", fault)]
    post.deliver()
    post.deliver(after=0.9)
    assert post.phone() == [] and len(post.faults.calls) == 1
    post.deliver(after=0.2)
    post.deliver(after=1.9)
    assert post.phone() == [] and len(post.faults.calls) == 2
    post.deliver(after=0.2)
    assert post.phone() == [("reply" if token else "push", "กำหนดการค่ะ")]
    assert post.states() == {"sent": 1}
    post.deliver(after=3600)
    assert len(post.phone()) == 1


def test_line_out_of_reach_is_tried_again(post: Post) -> None:
    post.put("กำหนดการค่ะ", token=False)
    good = post.sender._carrier._channel
    nowhere = Line("token", "http://127.0.0.1:9")
    post.sender._carrier._channel = nowhere
    post.deliver()
    nowhere.close()
    assert post.states() == {"pending": 1}
    post.sender._carrier._channel = good
    post.deliver(after=2)
    assert post.phone() == [("push", "กำหนดการค่ะ")]


def test_after_hours_of_faults_it_is_given_up_and_written_down(post: Post) -> None:
    post.put("กำหนดการค่ะ", token=False)
    post.faults.planned = [("กำหนดการค่ะ", "before", 500)] * (GIVE_UP_AFTER + 5)
    for _ in range(GIVE_UP_AFTER + 5):
        post.deliver(after=301)
    assert post.states() == {"failed": 1}
    assert len(post.faults.calls) == GIVE_UP_AFTER
    assert post.errors()[0].startswith("500")


# LINE took it, and we did not hear so


@pytest.mark.parametrize("fault", [500, "drop"])
def test_a_reply_whose_answer_was_lost_is_not_sent_again(post: Post, fault: Fault) -> None:
    post.put("กำหนดการค่ะ")
    post.faults.planned = [("กำหนดการค่ะ", "after", fault)]
    post.deliver()
    assert post.states() == {"pending": 1}
    post.deliver(after=2)
    assert post.faults.calls == [("reply", "กำหนดการค่ะ")] * 2
    assert post.states() == {"sent": 1}
    assert post.phone() == [("reply", "กำหนดการค่ะ")]
    assert post.unknown() == 0


@pytest.mark.parametrize("fault", [500, "drop"])
def test_a_push_whose_answer_was_lost_is_recognised_by_its_key(post: Post, fault: Fault) -> None:
    post.put("กำหนดการค่ะ", token=False)
    post.faults.planned = [("กำหนดการค่ะ", "after", fault)] * 2
    for _ in range(3):
        post.deliver(after=5)
    assert post.faults.calls == [("push", "กำหนดการค่ะ")] * 3
    assert post.states() == {"sent": 1}
    assert post.phone() == [("push", "กำหนดการค่ะ")]


@pytest.mark.parametrize("stage", ["before", "after"])
def test_an_answer_of_line_that_cannot_be_read_still_counts(post: Post, stage: Stage) -> None:
    post.put("กำหนดการค่ะ")
    post.faults.planned = [("กำหนดการค่ะ", stage, 200)]
    post.deliver()
    post.deliver(after=60)
    assert post.states() == {"sent": 1}
    assert len(post.faults.calls) == 1


def test_a_refusal_then_a_lost_answer_is_still_once(post: Post) -> None:
    post.put("กำหนดการค่ะ")
    post.faults.planned = [("กำหนดการค่ะ", "before", 429), ("กำหนดการค่ะ", "after", "drop")]
    for _ in range(3):
        post.deliver(after=3)
    assert post.phone() == [("reply", "กำหนดการค่ะ")]
    assert post.states() == {"sent": 1}


def test_a_reply_of_which_nobody_can_know_is_pushed_and_counted(post: Post) -> None:
    post.put("กำหนดการค่ะ")
    post.faults.planned = [("กำหนดการค่ะ", "before", "drop")]
    post.deliver()
    post.deliver(after=60)
    assert post.phone() == [("push", "กำหนดการค่ะ")]
    assert post.unknown() == 1


# Refusals for good


def test_a_refusal_is_written_down_in_lines_words_and_not_tried_again(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    with post.database.begin() as tx:
        tx.outbox.put(a_letter("reply:E1", "U" + "9" * 32), post.clock.now())
    post.deliver()
    post.deliver(after=3600)
    assert post.states() == {"failed": 1}
    assert post.errors() == ["400 Failed to send messages"]
    assert len(post.faults.calls) == 1
    assert "Failed to send messages" in caplog.text and "สวัสดี" not in caplog.text


def test_what_line_refuses_does_not_hold_up_the_next(post: Post) -> None:
    post.put("หนึ่ง", token=False)
    post.put("สอง", token=False)
    post.faults.planned = [("หนึ่ง", "before", Said(400, '{"message": "The request body has 1 error(s)"}'))]
    post.deliver()
    assert post.phone() == [("push", "สอง")]
    assert post.states() == {"failed": 1, "sent": 1}


# Order


def test_a_person_hears_things_in_order_across_a_retry_and_others_do_not_wait(post: Post) -> None:
    for words in ("หนึ่ง", "สอง", "สาม"):
        post.put(words)
    post.put("ของมาลี", "มาลี")
    post.faults.planned = [("หนึ่ง", "before", 500), ("สอง", "before", "drop")]
    post.deliver()
    assert post.phone() == []
    assert post.phone("มาลี") == [("reply", "ของมาลี")]
    post.deliver(after=2)
    post.deliver(after=2)
    assert post.phone() == [("reply", "หนึ่ง"), ("reply", "สอง"), ("reply", "สาม")]


def test_many_threads_deliver_each_message_once_and_in_order(post: Post) -> None:
    names = [f"คนที่ {number}" for number in range(6)]
    for turn in range(5):
        for name in names:
            post.put(f"ข้อความ {turn}", name)
    senders = [post.another_sender(calls=4) for _ in range(2)]
    for sender in senders:
        sender.start()
    settled = [sender.settle(30) for sender in senders]
    for sender in senders:
        sender.stop()
    assert settled == [True, True]
    for name in names:
        assert post.phone(name) == [("reply", f"ข้อความ {turn}") for turn in range(5)]


def test_a_sender_that_is_stopped_leaves_the_rest_to_others(post: Post) -> None:
    stopped = post.another_sender()
    stopped.start()
    stopped.stop()
    post.put("กำหนดการค่ะ")
    assert stopped.deliver_all() == 0
    post.deliver()
    assert post.phone() == [("reply", "กำหนดการค่ะ")]


def test_however_many_calls_hang_a_sender_stops_in_time(post: Post) -> None:
    sender = post.another_sender(calls=40)
    hanging = threading.Semaphore(0)

    class Hanging:
        """LINE that answers nobody."""

        @asynccontextmanager
        async def open(self) -> AsyncIterator[Hanging]:
            """The way to it."""
            yield self

        async def push(self, *_: object) -> Answer:
            """Waits for ever."""
            hanging.release()
            await asyncio.Event().wait()
            return Answer(0, "hung")

    sender._carrier._channel = Hanging()  # type: ignore[assignment]
    for number in range(45):
        post.put(f"ข้อความ {number}", f"คนที่ {number}", token=False)
    sender.start()
    for _ in range(40):
        assert hanging.acquire(timeout=30)
    began = stopwatch()
    sender.stop(patience=1.5)
    assert stopwatch() - began < 3
    assert post.states() == {"leased": 40, "pending": 5}  # what was not begun is given back


# Crashes


@pytest.mark.parametrize("token", [True, False], ids=["reply", "push"])
def test_what_a_dead_sender_had_in_hand_is_delivered_by_another(post: Post, token: bool) -> None:
    post.put("กำหนดการค่ะ", token=token)
    crash_after_claim(post)
    post.deliver(after=(TOKEN_LEASE if token else LEASE).total_seconds() - 1)
    assert post.phone() == []
    post.deliver(after=2)
    post.deliver(after=3600)
    assert post.phone() == [("reply" if token else "push", "กำหนดการค่ะ")]
    assert post.states() == {"sent": 1}


def test_a_reply_sent_just_before_the_crash_is_not_sent_again(post: Post) -> None:
    post.put("กำหนดการค่ะ")
    message = crash_after_claim(post)
    assert message.reply_token is not None
    assert post.calling.reply(message.reply_token, message.replies).accepted
    post.deliver(after=LEASE.total_seconds() + 1)
    assert post.phone() == [("reply", "กำหนดการค่ะ")]
    assert post.states() == {"sent": 1}


def test_three_who_die_one_after_another_leave_a_fourth_time_to_learn_that_the_reply_arrived(
    post: Post,
) -> None:
    """Once its token is over nobody can know, and a push would say it a second time."""
    post.put("กำหนดการค่ะ")
    message = crash_after_claim(post)
    assert message.reply_token is not None
    assert post.calling.reply(message.reply_token, message.replies).accepted
    for _ in range(2):
        post.clock.wait(TOKEN_LEASE + timedelta(seconds=1))
        crash_after_claim(post)
    post.deliver(after=TOKEN_LEASE.total_seconds() + 1)
    post.deliver(after=60)
    assert post.phone() == [("reply", "กำหนดการค่ะ")]
    assert post.unknown() == 0


def test_a_push_sent_just_before_the_crash_is_not_sent_again(post: Post) -> None:
    post.put("กำหนดการค่ะ", token=False)
    message = crash_after_claim(post)
    assert post.calling.push(message.chat, message.replies, message.retry_key).accepted
    post.deliver(after=LEASE.total_seconds() + 1)
    assert post.phone() == [("push", "กำหนดการค่ะ")]
    assert post.states() == {"sent": 1}


# Too late, or taken back


def test_a_reminder_is_not_sent_once_it_is_of_no_use(post: Post) -> None:
    begins = post.clock.now() + timedelta(minutes=5)
    post.put("เริ่ม 9 โมงค่ะ", token=False, expires_at=begins)
    post.put("ถึงมาลี", "มาลี", token=False, expires_at=begins)
    post.faults.planned = [("เริ่ม 9 โมงค่ะ", "before", 500)]
    post.deliver(after=299)
    assert post.phone("มาลี") == [("push", "ถึงมาลี")]
    post.deliver(after=60)
    assert post.phone() == []
    assert post.states() == {"sent": 1, "expired": 1}
    assert len(post.faults.calls) == 2


def test_what_waited_for_someone_erased_is_not_sent_at_all(post: Post) -> None:
    post.put("เตือนวันอบรมค่ะ", token=False)
    with post.database.begin() as tx:
        tx.outbox.forget_chat(post.chat("สมชาย"))
    post.deliver()
    assert post.faults.calls == []
    assert "pending" not in post.states() and "failed" not in post.states()


@pytest.mark.parametrize(
    "replies",
    [(), (Reply("เลือกค่ะ", choices=(Choice("ยืนยัน", data="x" * 301),)),)],
    ids=["nothing to say", "more data in a button than LINE takes"],
)
def test_what_has_no_form_that_line_takes_is_written_down_and_the_next_goes_on(
    post: Post, replies: tuple[Reply, ...]
) -> None:
    with post.database.begin() as tx:
        tx.outbox.put(Letter("odd", post.chat("สมชาย"), replies), post.clock.now())
    post.put("สวัสดีค่ะ")
    post.put("สวัสดีค่ะ", "มาลี")
    post.deliver()
    assert post.states() == {"failed": 1, "sent": 2}
    assert [len(post.phone(name)) for name in ("สมชาย", "มาลี")] == [1, 1]
