"""One delivery process of the benchmark: `python -m benchmarks.delivering DATABASE_URL LINE_URL THREADS`."""

from __future__ import annotations

import sys
import threading

from bot.clock import Clock
from bot.line import Line
from bot.metrics import Metrics
from bot.sender import Sender
from models.store import Database

if __name__ == "__main__":
    database, clock, threads = Database(sys.argv[1]), Clock(), int(sys.argv[3])
    channel = Line("token", sys.argv[2], connections=threads)
    Sender(database, channel, clock, Metrics(database, clock), threads=threads).start()
    threading.Event().wait()
