"""Bounds the whole of a call to LINE: the time-outs of sockets only bound each wait for the next byte.

A connection that gives a byte a second never times out, and holds its thread for as long as it likes. So each
call has a limit, and a thread that shuts down the connection of a call that is over it; whoever reads from it
then finds that it has ended.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Iterator
from typing import Any

from urllib3 import PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from bot.process.clock import stopwatch

LOOK = 0.1
"""Seconds between looks for calls that are over their limit."""
REST = 50
"""So many looks without a call under way, and the thread sleeps until there is one."""


class _Call:
    """One call: until when it may take (stopwatch), and its connection once it has one."""

    __slots__ = ("_own", "_socket", "over", "until")

    def __init__(self, until: float) -> None:
        self.until = until
        self.over = False
        self._socket: Any = None
        self._own: socket.socket | None = None

    def opens(self, connection: Any) -> None:
        """A second handle of a new connection: wrapped in TLS, the first is no handle any more."""
        self.close()
        self._socket = self._own = socket.socket(fileno=os.dup(connection.fileno()))

    def uses(self, connection: Any) -> None:
        """One that was open before, and is this call's until it ends."""
        self.close()
        self._socket = connection

    def cut(self) -> None:
        self.over = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                # Not a TLS socket's own way, which takes its state from under who reads from it.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def close(self) -> None:
        if self._own is not None:
            self._own.close()
        self._socket = self._own = None


class TimeLimit:
    """The calls under way, and the thread that ends those that are over their limit. Thread-safe."""

    def __init__(self) -> None:
        self._calls: set[_Call] = set()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._asleep = False
        self._mine = threading.local()

    def watch(self, pools: PoolManager) -> None:
        """Every connection of these pools, from now on."""
        limit = self

        class Plain(_Watched, HTTPConnection):
            time_limit = limit

        class Secure(_Watched, HTTPSConnection):
            time_limit = limit

        pools.pool_classes_by_scheme = {
            "http": type("Pool", (HTTPConnectionPool,), {"ConnectionCls": Plain}),
            "https": type("SecurePool", (HTTPSConnectionPool,), {"ConnectionCls": Secure}),
        }

    @contextlib.contextmanager
    def within(self, seconds: float) -> Iterator[_Call]:
        """What this thread calls in here has so many seconds in all; `over` says whether they were up."""
        call = _Call(stopwatch() + seconds)
        with self._changed:
            self._calls.add(call)
            # Started when first needed, and again in a child: threads do not survive a fork.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="line-time-limit", daemon=True)
                self._asleep = False
                self._thread.start()
            elif self._asleep:
                # Only then: waking a thread for each call costs as much as the call.
                self._changed.notify()
        self._mine.call = call
        try:
            yield call
        finally:
            self._mine.call = None
            with self._changed:
                self._calls.discard(call)
                call.close()

    def uses(self, connection: Any, *, new: bool = False) -> None:
        """This thread's call goes over that connection."""
        call: _Call | None = getattr(self._mine, "call", None)
        if call is None:
            return
        with self._changed:
            (call.opens if new else call.uses)(connection)
            if call.over:
                call.cut()

    def _run(self) -> None:
        idle = 0
        while True:
            with self._changed:
                idle = 0 if self._calls else idle + 1
                if idle > REST:
                    self._asleep = True
                    self._changed.wait_for(lambda: self._calls)
                    self._asleep = False
                now = stopwatch()
                for call in self._calls:
                    if not call.over and now >= call.until:
                        call.cut()
                self._changed.wait(LOOK)


class _Watched:
    """A connection that tells its time limit what it reads from."""

    time_limit: TimeLimit

    def _new_conn(self) -> socket.socket:
        made: socket.socket = super()._new_conn()  # type: ignore[misc]
        self.time_limit.uses(made, new=True)  # before TLS: a handshake can drip as well
        return made

    def request(self, *args: Any, **more: Any) -> None:
        made = getattr(self, "sock", None)
        if made is not None:
            self.time_limit.uses(made)
        super().request(*args, **more)  # type: ignore[misc]
