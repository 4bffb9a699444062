"""The scheduler: APScheduler ticks, the database knows what is due. Any number of them may run."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from apscheduler.events import EVENT_SCHEDULER_SHUTDOWN
from apscheduler.schedulers.background import BackgroundScheduler

from bot.assembly import jobs
from bot.assembly.wiring import Bot
from bot.line.rich_menus import RichMenus
from bot.menus import following
from bot.process.clock import Clock, stopwatch
from handlers.office import alerting, counting, editing
from handlers.privacy import erasing, retention
from handlers.reminders import reminder_tick
from models.calendar import BANGKOK
from models.store import Database

log = logging.getLogger("rapsamak.scheduler")

TICK_SECONDS = 1
TIDY_SECONDS = 3600
ERASURE_SECONDS = 60
LOG_SECONDS = 5
NAMES_SECONDS = 5
ALERT_SECONDS = 60
STEP = 2.0
"""Seconds that the machine's clock may be corrected by without anybody minding."""
QUOTA_SECONDS = 60
"""Between checks whether an hour has passed since any process asked LINE for the quota."""


def tick(bot: Bot) -> reminder_tick.Ticked:
    """Queues what is due by the clock; harmless if run twice or late."""

    def failed(key: str, error: Exception) -> None:
        log.error("due=%s failed, put off", key, exc_info=error)
        bot.metrics.failures.labels(key.partition(":")[0]).inc()

    ticked = reminder_tick.tick(bot.database, bot.clock.now(), failed)
    if ticked:
        bot.metrics.reminders.labels("done").inc(ticked.done)
        bot.metrics.reminders.labels("late").inc(ticked.late)
        bot.metrics.reminders.labels("missed").inc(ticked.missed)
        bot.sender.wake()
        log.info("tick done=%s missed=%s queued=%s", ticked.done, ticked.missed, ticked.queued)
    return ticked


def advance(database: Database, clock: Clock, to: datetime, ticks: Callable[[], object]) -> None:
    """Moves the clock to an instant, ticking at everything that falls due on the way (demo and tests)."""
    while True:
        with database.read() as tx:
            due = reminder_tick.next_at(tx)
        if due is None or due > to:
            break
        clock.move_to(max(due, clock.now()))
        ticks()
    clock.move_to(max(to, clock.now()))
    ticks()


def tidy(bot: Bot) -> None:
    """Counts what was asked, then erases what has been kept long enough."""
    with bot.database.read() as tx:
        asked = counting.asked(tx, bot.clock.now())
    if asked:
        with bot.database.begin() as tx:
            counting.keep(tx, asked)
    with bot.database.begin() as tx:
        erased = retention.tidy(tx, bot.clock.now(), bot.settings.keeping)
        editing.tidy(tx, bot.clock.moment())
    if erased:
        log.info("tidy erased=%s applications", erased)
    jobs.tidy(bot)
    if swept := bot.files.sweep():
        log.info("tidy swept=%s parts of files", swept)


def finish_erasures(bot: Bot) -> None:
    """Takes out of the database's files who was erased, once they were told so; and out of exports."""
    if done := erasing.finish(bot.database):
        jobs.clear(bot)
        log.info("erased=%s people, to the last file", done)


def write_back(bot: Bot) -> None:
    """Keeps SQLite's log small: no other process does."""
    bot.database.write_back()


def fetch(bot: Bot) -> None:
    """Fetches files that people sent and removes those that must go."""
    while bot.files.work():
        bot.sender.wake()


def ask_names(bot: Bot) -> None:
    """Asks LINE for the display name of somebody who left something for staff.

    One at a time: stopping waits for the call under way, and so for no more than one.
    """
    with bot.database.read() as tx:
        users = tx.people.nameless(limit=1)
    for user in users:
        name = bot.line.display_name(user)
        with bot.database.begin() as tx:
            tx.people.set_name(user, name or "")


def alert_staff(bot: Bot) -> None:
    """Tells staff who linked their LINE that something waits for them."""
    now, url = bot.clock.now(), bot.settings.public_url
    with bot.database.read() as tx:
        if not alerting.waits(tx, now):
            return
    with bot.database.begin() as tx:
        told = alerting.tell(tx, now, f"{url.rstrip('/')}/console/inbox/" if url else None)
    if told:
        bot.sender.wake()


def follow_menus(bot: Bot) -> None:
    """Links people to the menu their applications call for."""
    following.follow(bot.database, RichMenus(bot.line), bot.clock)


def ask_quota(bot: Bot) -> None:
    """Keeps LINE's figures for the month's messages fresh; asks once by what id people add the bot."""
    bot.sender.look_at_quota()
    with bot.database.read() as tx:
        known = tx.channel.basic_id()
    if known is None and (told := bot.line.basic_id()) is not None:
        with bot.database.begin() as tx:
            tx.channel.set_basic_id(told)


def start(bot: Bot) -> BackgroundScheduler:
    """Starts ticking in a thread. APScheduler stores nothing: the next tick makes up for a lost one."""
    scheduler = BackgroundScheduler(
        timezone=BANGKOK,
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    scheduler.add_job(_safely(tick, bot), "interval", seconds=TICK_SECONDS)
    scheduler.add_job(_safely(tidy, bot), "interval", seconds=TIDY_SECONDS)
    scheduler.add_job(_safely(write_back, bot), "interval", seconds=LOG_SECONDS)
    scheduler.add_job(_safely(finish_erasures, bot), "interval", seconds=ERASURE_SECONDS)
    scheduler.add_job(_safely(jobs.work, bot), "interval", seconds=TICK_SECONDS)
    scheduler.add_job(_safely(fetch, bot), "interval", seconds=TICK_SECONDS)
    scheduler.add_job(_safely(follow_menus, bot), "interval", seconds=TICK_SECONDS)
    scheduler.add_job(_safely(ask_quota, bot), "interval", seconds=QUOTA_SECONDS)
    scheduler.add_job(_safely(alert_staff, bot), "interval", seconds=ALERT_SECONDS)
    scheduler.add_job(_safely(ask_names, bot), "interval", seconds=NAMES_SECONDS)
    scheduler.start()
    over, backward = threading.Event(), Backward(bot.clock)
    scheduler.add_listener(lambda _: over.set(), EVENT_SCHEDULER_SHUTDOWN)

    def mind_the_clock() -> None:
        while not over.wait(TICK_SECONDS):
            if backward.stepped():
                log.error("the machine's clock has gone back: everything is looked at now")
                rouse(scheduler, bot.clock)

    threading.Thread(target=mind_the_clock, name="scheduler-clock", daemon=True).start()
    return scheduler


class Backward:
    """Whether the machine's clock has been set back, which the stopwatch never is."""

    def __init__(self, clock: Clock, watch: Callable[[], float] = stopwatch) -> None:
        self._clock = clock
        self._watch = watch
        self._ahead = self._difference()

    def stepped(self) -> bool:
        """Whether it has since this was last asked."""
        before, self._ahead = self._ahead, self._difference()
        return before - self._ahead > STEP

    def _difference(self) -> float:
        return self._clock.machine().timestamp() - self._watch()


def rouse(scheduler: BackgroundScheduler, clock: Clock) -> None:
    """Runs every job now: APScheduler would wait until the clock has come to where it was before."""
    for job in scheduler.get_jobs():
        job.modify(next_run_time=clock.machine())


def run(bot: Bot) -> None:
    """Ticks and delivers until told to stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    bot.sender.start()
    scheduler = start(bot)
    log.info("scheduler started")
    stop.wait()
    scheduler.shutdown(wait=True)
    bot.close()
    log.info("scheduler stopped")


def _safely(job: Any, bot: Bot) -> Any:
    def run_job() -> None:
        try:
            job(bot)
        except Exception:
            # The database may be briefly down: the next tick finds the same things due.
            log.exception("%s failed, will be tried again", job.__name__)

    return run_job
