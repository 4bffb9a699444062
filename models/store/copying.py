"""Copies of a whole database: taken while it is in use, and put into an empty one."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from psycopg.conninfo import make_conninfo
from sqlalchemy import Engine, inspect

from models.migrations import revisions


class CannotCopy(Exception):
    """Why a copy cannot be made or put in place, in one line."""


def kind(engine: Engine) -> str:
    """`sqlite` or `postgresql`: a copy fits its own kind only."""
    return engine.dialect.name


def revision(engine: Engine) -> str:
    """The schema's revision. Raises `CannotCopy` when there is none."""
    found = revisions.current(engine)
    if found is None:
        raise CannotCopy("there is no schema in the database: nothing to back up")
    return found


def is_empty(engine: Engine) -> bool:
    """Whether the database has no table at all; a file that does not exist yet is one."""
    if kind(engine) == "sqlite" and not Path(str(engine.url.database)).exists():
        return True
    with engine.execution_options(sqlite_begin="DEFERRED").connect() as connection:
        return not inspect(connection).get_table_names()


def copy(engine: Engine, target: Path) -> None:
    """A consistent copy in a file of its own, while others go on writing. Raises `CannotCopy`."""
    if kind(engine) == "postgresql":
        _run("pg_dump", engine, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    else:
        connection = engine.raw_connection()
        try:
            _copy_sqlite(connection.driver_connection, target)
        finally:
            connection.close()
    check(kind(engine), target)


def check(of: str, file: Path) -> None:
    """Whether a copy can be read. Raises `CannotCopy`."""
    if of == "postgresql":
        _call([_tool("pg_restore"), "--list", str(file)], {})
        return
    try:
        connection = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)
        try:
            (found,) = connection.execute("PRAGMA integrity_check").fetchone()
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        raise CannotCopy(f"the copy of the database cannot be read ({error})") from error
    if found != "ok":
        raise CannotCopy("the copy of the database is damaged")


def put(engine: Engine, source: Path) -> None:
    """Puts a copy into an empty database: all of it or nothing. Raises `CannotCopy`."""
    if kind(engine) == "postgresql":
        once = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
        _run("pg_restore", engine, *once, str(source))
        return
    opened = sqlite3.connect(source)
    connection = engine.raw_connection()
    try:
        opened.backup(connection.driver_connection)  # type: ignore[arg-type]
    finally:
        connection.close()
        opened.close()
    engine.dispose()


def _copy_sqlite(connection: Any, target: Path) -> None:
    copied = sqlite3.connect(target)
    try:
        connection.backup(copied)
        # One file without a log beside it.
        copied.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        raise CannotCopy(f"the database cannot be copied ({error})") from error
    finally:
        copied.close()


def _run(name: str, engine: Engine, *arguments: str) -> None:
    """A tool of PostgreSQL's on this database; its password is not among the arguments: others see those."""
    given = dict(engine.dialect.create_connect_args(engine.url)[1])
    password = given.pop("password", None)
    given = {name: value for name, value in given.items() if name not in ("prepare_threshold", "context")}
    command = [_tool(name), *arguments, f"--dbname={make_conninfo(**given)}"]
    _call(command, {"PGPASSWORD": password} if password else {})


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise CannotCopy(f"{name} is not on PATH: install PostgreSQL's client of the server's version")
    return found


def _call(command: list[str], more: dict[str, str]) -> None:
    ran = subprocess.run(  # noqa: S603 - found on PATH, arguments are ours
        command, env={**os.environ, **more}, check=False, capture_output=True, text=True
    )
    if ran.returncode != 0:
        said = ran.stderr.strip().splitlines() or [f"ended with {ran.returncode}"]
        raise CannotCopy(f"{Path(command[0]).name}: {said[0]}")
