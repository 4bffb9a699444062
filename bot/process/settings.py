"""The environment, read once and checked; a bad setting is reported in one clear line."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.process.clock import Clock, FollowingClock
from models.calendar import BANGKOK
from models.outbox import LONGEST_WAIT
from models.privacy import LONGEST_CHATS, Keeping
from models.staff import Life

LINE_API = "https://api.line.me"
LINE_DATA_API = "https://api-data.line.me"
DATABASE = "rapsamak.sqlite3"
"""The embedded database's file in `DATA_DIR`."""
DEMO_KEYS = "demo-keys.json"
"""The file by which a demo's folder is known."""
PROGRAMMES = Path(__file__).resolve().parent.parent.parent / "programmes"
"""The shipped programme files."""


class BadSettings(Exception):
    """What is wrong with the environment, in one line."""


STAFF_ICON = "/staff.png"
"""Below the public address."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One process's settings; see docs/configuration.md for what each means."""

    channel_secret: str
    access_token: str
    secret_key: str
    database_url: str
    data_dir: Path
    api_base_url: str = LINE_API
    data_api_base_url: str = LINE_DATA_API
    public_url: str | None = None
    port: int = 8000
    bot_clock: datetime | None = None
    bot_clock_file: Path | None = None
    metrics_token: str | None = None
    old_secret_keys: tuple[str, ...] = ()
    workers: int = 1
    threads: int = 8
    senders: int = 32
    answer_days: int | None = 1
    decision_delay: timedelta = timedelta(seconds=60)
    takeover: timedelta = timedelta(minutes=60)
    keeping: Keeping = field(default_factory=Keeping)
    staff_life: Life = field(default_factory=Life)

    @property
    def model_path(self) -> Path:
        """Where the trained model is kept."""
        return self.data_dir / "model.json.gz"

    @property
    def staff_icon(self) -> str | None:
        """Where LINE finds the picture beside what staff say; it takes https alone, None without."""
        secure = self.public_url is not None and self.public_url.startswith("https://")
        return f"{self.public_url}{STAFF_ICON}" if secure else None

    def clock(self) -> Clock:
        """The business clock. Raises `BadSettings` if the one to follow does not exist."""
        if self.bot_clock is not None or self.bot_clock_file is None:
            return Clock(self.bot_clock)
        try:
            return FollowingClock(self.bot_clock_file)
        except (OSError, ValueError) as error:
            raise BadSettings(
                f"BOT_CLOCK_FILE: no clock is kept in {self.bot_clock_file}; start the demo first"
            ) from error


def read(environment: Mapping[str, str] = os.environ, *, serving: bool = False) -> Settings:
    """The settings. `serving` processes need the channel's secrets. Raises `BadSettings`."""
    data_dir = Path(environment.get("DATA_DIR") or "data")
    settings = Settings(
        channel_secret=environment.get("LINE_CHANNEL_SECRET", ""),
        access_token=environment.get("LINE_CHANNEL_ACCESS_TOKEN", ""),
        secret_key=environment.get("SECRET_KEY", ""),
        database_url=environment.get("DATABASE_URL") or f"sqlite:///{data_dir / DATABASE}",
        data_dir=data_dir,
        api_base_url=_url(environment, "LINE_API_BASE_URL", LINE_API),
        data_api_base_url=_url(environment, "LINE_DATA_API_BASE_URL", LINE_DATA_API),
        public_url=environment.get("PUBLIC_URL") or None,
        port=_whole(environment, "PORT", 8000),
        bot_clock=_instant(environment, "BOT_CLOCK"),
        bot_clock_file=Path(file) if (file := environment.get("BOT_CLOCK_FILE")) else None,
        metrics_token=environment.get("METRICS_TOKEN") or None,
        old_secret_keys=_several(environment, "SECRET_KEY_OLD"),
        workers=_whole(environment, "WEB_CONCURRENCY", 1),
        threads=_whole(environment, "WEB_THREADS", 8),
        senders=_whole(environment, "SENDER_CALLS", 32),
        answer_days=_days(environment, "STAFF_ANSWER_DAYS", 1),
        decision_delay=_seconds(environment, "DECISION_DELAY_SECONDS", 60, LONGEST_WAIT),
        takeover=timedelta(minutes=_whole(environment, "TAKEOVER_MINUTES", 60)),
        keeping=Keeping(
            drafts=timedelta(days=_whole(environment, "KEEP_DRAFTS_DAYS", 90)),
            rejected=timedelta(days=_whole(environment, "KEEP_REJECTED_DAYS", 365)),
            texts=timedelta(days=_whole(environment, "KEEP_TEXTS_DAYS", 90)),
            silent=timedelta(days=_whole(environment, "KEEP_SILENT_DAYS", 365)),
            chats=_chat_days(environment),
        ),
        staff_life=Life(
            longest=timedelta(hours=_whole(environment, "CONSOLE_SESSION_HOURS", 8)),
            idle=timedelta(minutes=_whole(environment, "CONSOLE_IDLE_MINUTES", 60)),
        ),
    )
    if settings.api_base_url == LINE_API:
        for name, value in (("BOT_CLOCK", settings.bot_clock), ("BOT_CLOCK_FILE", settings.bot_clock_file)):
            if value is not None:
                raise BadSettings(f"{name} is refused while LINE_API_BASE_URL is LINE's own")
    if serving:
        _require(environment, "LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN", "SECRET_KEY")
        if settings.api_base_url == LINE_API and (data_dir / DEMO_KEYS).exists():
            raise BadSettings(f"DATA_DIR is {data_dir}, a demo's: give real data a folder of its own")
    return settings


def _require(environment: Mapping[str, str], *names: str) -> None:
    missing = [name for name in names if not environment.get(name)]
    if missing:
        raise BadSettings(f"{', '.join(missing)} must be set (see docs/configuration.md)")


def _whole(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise BadSettings(f"{name} is {text!r}, not a whole number from 1 to 65535")
    return int(text)


def _several(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(one for part in environment.get(name, "").split(",") if (one := part.strip()))


def _days(environment: Mapping[str, str], name: str, default: int) -> int | None:
    """Whole days; 0 means none."""
    text = environment.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or int(text) > 30:
        raise BadSettings(f"{name} is {text!r}, not a whole number from 0 to 30")
    return int(text) or None


def _chat_days(environment: Mapping[str, str]) -> timedelta:
    """Whole days, as many as people were told at most; 0 means only while a case is open."""
    text = environment.get("CHAT_KEEP_DAYS") or str(LONGEST_CHATS.days)
    if not text.isascii() or not text.isdigit() or int(text) > LONGEST_CHATS.days:
        raise BadSettings(f"CHAT_KEEP_DAYS is {text!r}, not a whole number from 0 to {LONGEST_CHATS.days}")
    return timedelta(days=int(text))


def _seconds(environment: Mapping[str, str], name: str, default: int, most: timedelta) -> timedelta:
    """Whole seconds; 0 means at once."""
    text = environment.get(name) or str(default)
    limit = int(most.total_seconds())
    if not text.isascii() or not text.isdigit() or int(text) > limit:
        raise BadSettings(f"{name} is {text!r}, not a whole number from 0 to {limit}")
    return timedelta(seconds=int(text))


def _url(environment: Mapping[str, str], name: str, default: str) -> str:
    text = (environment.get(name) or default).rstrip("/")
    if not text.startswith(("http://", "https://")):
        raise BadSettings(f"{name} is {text!r}, not an http(s) address")
    return text


def _instant(environment: Mapping[str, str], name: str) -> datetime | None:
    text = environment.get(name)
    if not text:
        return None
    try:
        return instant(text)
    except ValueError as error:
        raise BadSettings(f"{name} is {text!r}, not an ISO 8601 instant") from error


def instant(text: str) -> datetime:
    """An ISO 8601 instant; without an offset it is in Thailand's time. Raises ValueError."""
    value = datetime.fromisoformat(text)
    return value.replace(tzinfo=BANGKOK) if value.tzinfo is None else value
