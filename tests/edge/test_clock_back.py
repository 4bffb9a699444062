"""The machine's clock is set back an hour: nothing waits until it has come to where it was."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from apscheduler.schedulers.background import BackgroundScheduler

from bot.assembly.scheduler import Backward, rouse
from bot.files.fetching import Files
from bot.line.client import Unavailable
from bot.simulator.standin import Said
from handlers.conversation.pace import MANY, Taken, keep_pace
from handlers.reminders import reminder_tick
from models.channel import Call, Endpoint
from models.conversation import Conversation
from models.failure import next_try
from models.store import Database
from tests.edge.post import Post
from tests.edge.test_files import PDF, Source, files, state
from tests.fakes import FrozenClock, bangkok
from tests.store.making import an_event

BACK = timedelta(hours=-1)


def test_an_open_circuit_is_tried_at_once(post: Post) -> None:
    post.put("กำหนดการค่ะ", token=False)
    with post.database.begin() as tx:
        tx.channel.note([Call(False)] * 8, post.clock.machine())
    post.clock.wait(BACK)
    post.deliver()
    assert post.phone() == [("push", "กำหนดการค่ะ")]


def test_what_waits_for_its_next_try_goes(post: Post) -> None:
    post.put("กำหนดการค่ะ", token=False)
    post.faults.planned = [("กำหนดการค่ะ", "before", 500)]
    post.deliver()
    post.clock.wait(BACK)
    post.deliver()
    assert post.phone() == [("push", "กำหนดการค่ะ")]


@pytest.mark.parametrize("token", [True, False], ids=["reply", "push"])
def test_what_a_dead_sender_had_is_taken_up(post: Post, token: bool) -> None:
    post.put("กำหนดการค่ะ", token=token)
    post.put("ต่อไป", token=False)
    assert post.parcels()
    post.clock.wait(BACK)
    post.deliver()
    assert [words for _, words in post.phone()] == ["กำหนดการค่ะ", "ต่อไป"]


def test_a_bucket_that_was_empty_is_full(post: Post) -> None:
    with post.database.begin() as tx:
        tx.channel.take([Endpoint.PUSH] * 2000, post.clock.machine())
        tx.channel.shut(Endpoint.PUSH, post.clock.machine())
    post.clock.wait(BACK)
    post.put("กำหนดการค่ะ", token=False)
    post.deliver()
    assert post.phone() == [("push", "กำหนดการค่ะ")]


def test_an_endpoint_that_refused_all_is_tried(post: Post) -> None:
    for name in ("สมชาย", "มาลี", "มานะ"):
        post.put(name, name, token=False)
        post.faults.planned.append((name, "before", Said(403)))
    post.deliver()
    post.clock.wait(BACK)
    for _ in range(3):
        post.deliver(after=1)
    assert [len(post.phone(name)) for name in ("สมชาย", "มาลี", "มานะ")] == [1, 1, 1]


def test_the_quota_is_asked_for(post: Post) -> None:
    post.line.monthly_quota = 0
    post.put("กำหนดการค่ะ", token=False)
    post.deliver()
    post.line.monthly_quota = 10
    post.clock.wait(5 * BACK)
    post.deliver()
    assert post.phone() == [("push", "กำหนดการค่ะ")]


def test_a_claim_that_waited_in_memory_goes_by_the_stopwatch(post: Post) -> None:
    """By the clock its lease would have an hour left, while others may have taken it."""
    post.put("กำหนดการค่ะ", token=False)
    (parcel,) = post.parcels()
    post.clock.wait(BACK)
    done = post.carry(parcel, since=-1e9)
    assert done.fate.value == "untouched"
    assert post.faults.calls == []


def test_a_file_is_fetched(database: Database, tmp_path: Path) -> None:
    source, clock = Source(Unavailable("LINE answered 503", final=False)), FrozenClock()
    store: Files = files(database, tmp_path / "files", source, clock)
    store.work()
    clock.wait(BACK * 2)
    source.content_ = PDF
    store.work()
    assert state(database)[0] == "stored"


def test_what_failed_when_it_was_due_is_tried(database: Database) -> None:
    now = bangkok("2024-04-05 09:00")
    failure = None
    for _ in range(8):
        failure = next_try(failure, "seats:alpha", "error", now)
    assert failure is not None
    assert failure.waits(now + timedelta(minutes=59)) and not failure.waits(now + timedelta(minutes=60))
    assert not failure.waits(now - timedelta(minutes=1))
    with database.read() as tx:
        assert reminder_tick.due_things(tx, now) == []


def test_who_wrote_much_before_is_heard() -> None:
    clock = FrozenClock()
    talk = Conversation("Usomchai")
    for _ in range(MANY):
        talk, taken = keep_pace(talk, an_event(), lambda: 99, clock.machine())
    assert taken is Taken.WITH_A_NOTICE
    clock.wait(BACK)
    talk, taken = keep_pace(talk, an_event(), lambda: 0, clock.machine())
    assert taken is Taken.AS_ALWAYS


def test_the_scheduler_runs_its_jobs_at_once() -> None:
    clock, watch = FrozenClock(), [100.0]
    backward = Backward(clock, lambda: watch[0])
    clock.wait(timedelta(seconds=1))
    watch[0] += 1
    assert not backward.stepped()
    clock.wait(BACK)
    watch[0] += 1
    assert backward.stepped()
    assert not backward.stepped()
    scheduler = BackgroundScheduler()
    scheduler.start(paused=True)
    scheduler.add_job(print, "interval", seconds=1, next_run_time=clock.machine() + timedelta(hours=1))
    rouse(scheduler, clock)
    (job,) = scheduler.get_jobs()
    assert job.next_run_time == clock.machine()
    scheduler.shutdown()
