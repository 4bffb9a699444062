"""The composition root: assembles one process from its settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from bot.delivery.sender import Sender
from bot.files.fetching import Files
from bot.line.client import Line
from bot.process import reading
from bot.process.clock import Clock
from bot.process.metrics import Metrics
from bot.process.settings import Settings
from bot.process.vault import Vault
from handlers.turn import Means, Reader
from models.store import Database


@dataclass
class Bot:
    """Everything a process needs; `read` loads the model on first use."""

    settings: Settings
    clock: Clock
    database: Database
    line: Line
    sender: Sender
    metrics: Metrics
    files: Files
    _read: Reader | None = field(default=None)

    @property
    def read(self) -> Reader:
        """Reads a text; loads the model on first use."""
        if self._read is None:
            self._read = reading.load(self.settings.model_path)
        return self._read

    @property
    def means(self) -> Means:
        """What handling an event needs."""
        settings = self.settings
        return Means(
            self.read,
            self.vault.seal,
            settings.public_url,
            settings.answer_days,
            settings.takeover,
            bool(settings.keeping.chats),
        )

    @cached_property
    def vault(self) -> Vault:
        """Seals secret answers; serving processes have the key."""
        return Vault.of(self.settings)

    def faults(self) -> list[str]:
        """What keeps this process from working, one line each."""
        found = []
        try:
            schema = self.database.schema_fault()
        except Exception as error:
            found.append(f"the database cannot be reached ({type(error).__name__})")
        else:
            found += [schema] if schema else []
            written = None if schema else self.database.write_fault()
            found += [written] if written else []
        if self._read is None and (model := reading.fault(self.settings.model_path)) is not None:
            found.append(model)
        return found

    def close(self) -> None:
        """Finishes what is under way and releases everything."""
        self.sender.stop()
        self.line.close()
        self.database.close()


def build(settings: Settings, clock: Clock | None = None) -> Bot:
    """One process's parts. Starts no threads and opens no connections yet."""
    clock = clock or settings.clock()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url)
    line = Line(
        settings.access_token,
        settings.api_base_url,
        settings.data_api_base_url,
        settings.staff_icon,
    )
    metrics = Metrics(database, clock)
    sender = Sender(database, line, clock, metrics, calls=settings.senders)
    files = Files(settings.data_dir / "files", database, line, clock)
    return Bot(settings, clock, database, line, sender, metrics, files)
