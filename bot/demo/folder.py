"""What the demo keeps beside its data: keys, passwords, its clock, and the file for a second terminal."""

from __future__ import annotations

import json
import secrets
import shlex
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.process import private_file
from bot.process.clock import FollowingClock
from bot.process.settings import DATABASE, DEMO_KEYS, BadSettings, Settings
from models.staff import Role


@dataclass(frozen=True, slots=True)
class Keys:
    """The demo's secrets; kept so that a later start can read what an earlier one sealed."""

    channel_secret: str
    access_token: str
    secret_key: str


def keys(data_dir: Path) -> Keys:
    """The keys of this data directory, created at the first start. Raises `BadSettings`."""
    path = data_dir / DEMO_KEYS
    if not path.exists():
        names = Keys.__dataclass_fields__
        private_file.write(path, json.dumps({name: secrets.token_hex(32) for name in names}) + "\n")
    try:
        return Keys(**json.loads(path.read_text("utf-8")))
    except (ValueError, TypeError) as error:
        raise BadSettings(f"{path} holds no keys: put it back, or begin anew without {data_dir}") from error


def is_demos(data_dir: Path) -> bool:
    """Whether a demo has been here before."""
    return (data_dir / DEMO_KEYS).exists()


def known(data_dir: Path) -> dict[str, str]:
    """The variables that may lead to data, as the demo here has them: those of a terminal that joined it."""
    if not is_demos(data_dir):
        return {}
    own = keys(data_dir)
    return {
        "DATABASE_URL": f"sqlite:///{data_dir / DATABASE}",
        "LINE_CHANNEL_SECRET": own.channel_secret,
        "LINE_CHANNEL_ACCESS_TOKEN": own.access_token,
        "SECRET_KEY": own.secret_key,
    }


def clock_file(data_dir: Path) -> Path:
    """Where the demo's clock is kept, for others to follow."""
    return data_dir / "demo-clock.json"


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the demo's console, with its password in clear: it opens nothing but the demo."""

    email: str
    password: str
    role: Role


def accounts(data_dir: Path) -> list[Account]:
    """One account for each role, created at the first start. Raises `BadSettings`."""
    path = data_dir / "demo-staff.json"
    if not path.exists():
        made = {role.value: "-".join(secrets.token_hex(2) for _ in range(4)) for role in Role}
        private_file.write(path, json.dumps(made) + "\n")
    try:
        kept = json.loads(path.read_text("utf-8"))
        return [Account(f"{role.value}@demo.example", kept[role.value], role) for role in reversed(Role)]
    except (ValueError, KeyError, TypeError) as error:
        raise BadSettings(f"{path} holds no passwords: remove it, and new ones are made") from error


def last_time(data_dir: Path) -> datetime | None:
    """The time at which an earlier demo here stopped, if there was one."""
    try:
        return FollowingClock(clock_file(data_dir)).now()
    except (OSError, ValueError):
        return None


def write_environment(settings: Settings) -> Path:
    """Writes the file a second terminal reads so that `rapsamak` there joins the demo; it holds its keys."""
    variables: dict[str, str | None] = {
        "DATA_DIR": str(settings.data_dir),
        "DATABASE_URL": settings.database_url,
        "LINE_API_BASE_URL": settings.api_base_url,
        "LINE_DATA_API_BASE_URL": settings.data_api_base_url,
        "LINE_CHANNEL_SECRET": settings.channel_secret,
        "LINE_CHANNEL_ACCESS_TOKEN": settings.access_token,
        "SECRET_KEY": settings.secret_key,
        "PORT": str(settings.port),
        "PUBLIC_URL": settings.public_url,
        "METRICS_TOKEN": settings.metrics_token,
        "BOT_CLOCK": None,
        "BOT_CLOCK_FILE": str(clock_file(settings.data_dir)),
    }
    lines = [
        "# Commands in a terminal that has read this use the demo's data, keys and clock.",
        f'export PATH={shlex.quote(str(Path(sys.executable).parent))}:"$PATH"',
        *(
            f"export {name}={shlex.quote(value)}" if value else f"unset {name}"
            for name, value in variables.items()
        ),
    ]
    path = settings.data_dir / "demo.env"
    private_file.write(path, "\n".join(lines) + "\n")
    return path
