"""A backup of an installation in one archive, and its way back into an empty one."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.files import archive
from bot.files.archive import BadArchive, Manifest
from bot.files.fetching import stored_at
from bot.process import private_file
from bot.process.office import Office
from handlers.office import restoring
from handlers.office.restoring import Settled
from models.migrations import revisions
from models.store import CannotCopy

OLD = timedelta(days=2)
"""After so long staff are reminded: one is made every night."""
LAST = "last-backup.json"
FAULTS = (CannotCopy, BadArchive)
"""Why there is no backup, or no way back, in one line."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup as made: its list, its size in bytes, and how many files were erased while it was made."""

    manifest: Manifest
    size: int
    missing: int

    @property
    def files(self) -> int:
        """How many files of people's it holds."""
        return len(self.manifest.members) - 1


def make(here: Office, target: Path) -> Made:
    """Copies database and files while everything runs, and checks the copy.

    The database first: a file that its copy knows is in the archive too, unless it was erased since.
    Raises `CannotCopy`, `BadArchive` or OSError.
    """
    at = here.clock.moment()
    kind = here.database.kind()
    manifest = Manifest(kind, here.database.revision(), at.now.isoformat(), at.machine.isoformat())
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder:
        copied = Path(folder) / archive.DATABASES[kind]
        here.database.copy(copied)
        with here.database.read() as tx:
            ids = tx.attachments.kept()
        store = here.settings.data_dir / "files"
        files = ((f"files/{stored_at(Path(), id).as_posix()}", stored_at(store, id)) for id in ids)
        missing = archive.write(target, manifest, [(copied.name, copied), *files])
    archive.unpack(target)
    note = json.dumps({"at": at.machine.isoformat(), "file": str(target.resolve())})
    private_file.write(here.settings.data_dir / LAST, note + "\n")
    return Made(manifest, target.stat().st_size, missing)


def last(data_dir: Path) -> datetime | None:
    """When a backup was last made from here (machine time); None if that is not known."""
    try:
        return datetime.fromisoformat(json.loads((data_dir / LAST).read_text("utf-8"))["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def restore(here: Office, source: Path, ran_until: datetime | None) -> tuple[Manifest, Settled]:
    """Puts an archive into an empty database and an empty folder of files, and brings the schema to head.

    ran_until  business time until which the lost installation may have run; None is now
    Raises `CannotCopy`, `BadArchive` or OSError, before anything is changed unless disk or database fail.
    """
    store = here.settings.data_dir / "files"
    if not here.database.is_empty():
        raise CannotCopy("the database is not empty: name a new one in DATABASE_URL, or remove the file")
    if store.exists() and any(store.iterdir()):
        raise CannotCopy(f"{store} is not empty: give the restored data a DATA_DIR of its own")
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=here.settings.data_dir) as name:
        folder = Path(name)
        manifest = archive.unpack(source, folder)
        _fits(here, manifest)
        here.database.put(folder / archive.DATABASES[manifest.kind])
        here.database.migrate()
        at = here.clock.moment()
        with here.database.begin() as tx:
            made = datetime.fromisoformat(manifest.machine)
            settled = restoring.settle(
                tx, made_machine=made, machine_now=at.machine, ran_until=ran_until or at.now
            )
            ids = set(tx.attachments.kept())
        for file in sorted((folder / "files").rglob("*")):
            if file.is_file() and file.name in ids:
                stored_at(store, file.name).parent.mkdir(parents=True, exist_ok=True)
                shutil.move(file, stored_at(store, file.name))
    return manifest, settled


def _fits(here: Office, manifest: Manifest) -> None:
    kind = here.database.kind()
    if manifest.kind != kind:
        raise BadArchive(f"the backup is of {manifest.kind}, DATABASE_URL names {kind}")
    if manifest.revision not in revisions.known():
        raise BadArchive(f"the backup is of a newer version (schema {manifest.revision}): install that one")
