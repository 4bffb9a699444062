"""A throw-away PgBouncer in transaction mode before a throw-away PostgreSQL; as root too."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any

PORT = 6432  # only a part of the socket's name: it listens on no address
SERVERS = 4
_CONFIGURATION = """
[databases]
* = host={postgres} user=postgres pool_size={servers}
[pgbouncer]
listen_addr =
listen_port = {port}
unix_socket_dir = {folder}
auth_type = any
pool_mode = transaction
max_client_conn = 200
logfile = {folder}/log
pidfile = {folder}/pid
"""


class TemporaryPgBouncer:
    """`with TemporaryPgBouncer(folder of PostgreSQL's socket) as it: it.url("name")`."""

    def __init__(self, postgres: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="rsm-pb-", dir="/tmp"))
        self._configuration = self.folder / "pgbouncer.ini"
        self._configuration.write_text(
            _CONFIGURATION.format(postgres=postgres, folder=self.folder, port=PORT, servers=SERVERS)
        )
        self._who: dict[str, Any] = {}
        if os.geteuid() == 0:  # PgBouncer refuses to run as root
            nobody = pwd.getpwnam("nobody")
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
            self._who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

    def __enter__(self) -> TemporaryPgBouncer:
        self._process = subprocess.Popen(
            [_binary(), "-q", self._configuration], cwd=self.folder, stdin=subprocess.DEVNULL, **self._who
        )
        deadline = time.monotonic() + 20
        while not self._listening():
            assert self._process.poll() is None, (self.folder / "log").read_text()
            assert time.monotonic() < deadline, "PgBouncer does not listen"
            time.sleep(0.02)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str) -> str:
        """A SQLAlchemy URL of one of the databases behind it."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}&port={PORT}"

    def _listening(self) -> bool:
        with socket.socket(socket.AF_UNIX) as knock:
            try:
                knock.connect(str(self.folder / f".s.PGSQL.{PORT}"))
            except OSError:
                return False
            return True


def _binary() -> str:
    named = os.environ.get("PGBOUNCER")
    found = named or shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        raise RuntimeError("no PgBouncer: `make test` installs it, or set PGBOUNCER to its path")
    return found
