"""The database: where transactions begin and end."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from models.migrations import revisions
from models.store import copying, files
from models.store.cache import CatalogueCache
from models.store.engine import JOINS, LOST, PASSING, make_engine
from models.store.exchange import Overtaken
from models.store.lent import Lent
from models.store.prepared import Prepared
from models.store.transaction import Transaction

ENOUGH_ROOM = 1024 * 1024
"""Bytes free below which a disk counts as full."""


class DatabaseAway(Exception):
    """The database cannot serve us just now. Whether a commit went through may be unknown."""


class Database:
    """Opens transactions on one engine. Thread-safe; call `after_fork` before use in a child."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)
        self._joining = self._engine.execution_options(**{JOINS: True})
        self.embedded = self._engine.dialect.name == "sqlite"
        # SQLite's own busy wait is unfair under load (a thread may starve for seconds);
        # a lock in front of it serves writers in turn.
        self._turn = threading.Lock() if self.embedded else None
        self._cache = CatalogueCache()

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """One write transaction: committed at the end, rolled back on any exception.

        Raises `DatabaseAway` when the same is worth retrying.
        """
        try:
            with self._turn or nullcontext(), closing(Lent(self._engine, self._joining)) as lent:
                try:
                    with closing(Transaction(lent.connection, lent.prepared, self._cache)) as tx:
                        yield tx
                        tx.finish()
                    lent.commit()
                except BaseException:
                    lent.roll_back()
                    raise
                tx.share()
        except (*PASSING, Overtaken) as error:
            if isinstance(error, LOST):
                self._engine.dispose()  # the driver said so itself: the other connections are no better
            raise DatabaseAway(type(error).__name__) from error

    @contextmanager
    def rehearse(self) -> Iterator[Transaction]:
        """A write transaction that is always rolled back: shows what would happen, without doing it."""
        with self._turn or nullcontext(), self._engine.connect() as connection:
            begun = connection.begin()
            try:
                with closing(self._of(connection)) as tx:
                    yield tx
            finally:
                begun.rollback()

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A transaction that only reads: it waits for no writer."""
        reading = self._engine.execution_options(sqlite_begin="DEFERRED")
        with (
            reading.connect() as connection,
            connection.begin(),
            closing(self._of(connection)) as tx,
        ):
            yield tx

    def _of(self, connection: Connection) -> Transaction:
        return Transaction(lambda: connection, Prepared.over(connection), self._cache)

    @classmethod
    def scratch(cls) -> Database:
        """An empty one in memory, for what is only tried: nobody else's, and it ends with its process."""
        made = cls("sqlite://")
        made.migrate()
        return made

    def migrate(self) -> None:
        """Brings the schema to head. Raises ConnectionError when the database cannot be used."""
        try:
            revisions.upgrade(self._engine)
        except OperationalError as error:
            reason = str(error.orig).strip().splitlines()[0]
            raise ConnectionError(f"the database cannot be used: {reason}") from error

    def write_back(self) -> bool:
        """SQLite: writes the log back into the database once it is large; False when that must wait.

        For one process of an installation, the scheduler: see `engine.LOG_PAGES`.
        """
        if not self.embedded or files.log_size(self._engine) < files.LOG_LARGE:
            return True
        with self._turn or nullcontext():
            return files.empty_log(self._engine)

    def write_over(self, *, large_too: bool = False) -> bool:
        """Takes what was deleted out of the database's files; False when it must be tried again.

        SQLite overwrites it as it goes, and this empties its log. PostgreSQL keeps it until the table is
        rewritten (https://www.postgresql.org/docs/current/sql-vacuum.html): small tables are, large ones are
        only vacuumed, and `files.LARGE` says what is large.
        """
        with self._turn or nullcontext():
            if self.embedded:
                return files.empty_log(self._engine)
            return files.rewrite(self._engine, large_too=large_too)

    def write_fault(self) -> str | None:
        """None if something can be written and committed, else why not in one line.

        Writes one row as it is: a transaction that is rolled back would not touch the disk.
        """
        try:
            with self.begin() as tx:
                tx.touch()
        except DatabaseAway as error:
            return f"nothing can be written to the database ({_reason(error.__cause__)})"
        return self._room_fault()

    def _room_fault(self) -> str | None:
        """With no room left on its disk a SQLite file takes small writes for a while, into room it had."""
        path = self._engine.url.database if self.embedded else None
        if not path or not Path(path).exists() or shutil.disk_usage(Path(path).parent).free >= ENOUGH_ROOM:
            return None
        return "nothing can be written to the database (its disk is full)"

    def schema_fault(self) -> str | None:
        """None when the schema is at head, else what is wrong in one line."""
        return revisions.fault(self._engine)

    def kind(self) -> str:
        """`sqlite` or `postgresql`."""
        return copying.kind(self._engine)

    def revision(self) -> str:
        """The schema's. Raises `CannotCopy` when there is none."""
        return copying.revision(self._engine)

    def is_empty(self) -> bool:
        """Whether it has no table at all."""
        return copying.is_empty(self._engine)

    def copy(self, target: Path) -> None:
        """A consistent copy in a file, while others go on writing. Raises `CannotCopy`."""
        copying.copy(self._engine, target)

    def put(self, source: Path) -> None:
        """Puts such a copy into this database, which must be empty. Raises `CannotCopy`."""
        copying.put(self._engine, source)

    def after_fork(self) -> None:
        """Forgets the parent's connections without closing them on the parent."""
        self._engine.dispose(close=False)

    def close(self) -> None:
        """Closes every pooled connection."""
        self._engine.dispose()


def _reason(error: BaseException | None) -> str:
    """The driver's name for what went wrong; its words may hold paths."""
    driver = getattr(error, "orig", None) or error
    return str(getattr(driver, "sqlite_errorname", None) or type(driver).__name__)
