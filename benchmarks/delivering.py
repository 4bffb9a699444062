"""One delivery process of the benchmark: `python -m benchmarks.delivering DATABASE_URL LINE_URL CALLS`."""

from __future__ import annotations

import sys
import threading

from bot.delivery.sender import Sender
from bot.line.client import Line
from bot.process.clock import Clock
from bot.process.metrics import Metrics
from models.store import Database

if __name__ == "__main__":
    database, clock, calls = Database(sys.argv[1]), Clock(), int(sys.argv[3])
    channel = Line("token", sys.argv[2])
    Sender(database, channel, clock, Metrics(database, clock), calls=calls).start()
    threading.Event().wait()
