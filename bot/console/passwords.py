"""Passwords, one-time codes and recovery codes: hashing and checking by libraries, a few at a time."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher()
"""argon2id with the package's defaults (RFC 9106, low memory): 64 MiB and a tenth of a second each."""
AT_ONCE = 2
"""Hashes computed at a time: more would take the webhook's processor and memory."""
WAITING = 2
"""Threads that may wait for their turn; the others are told to come again, so that some are left for LINE."""
RECOVERY_CODES = 8
ISSUER = "rapsamak"
_STEP = 30
_turn = threading.BoundedSemaphore(AT_ONCE)
_room = threading.BoundedSemaphore(AT_ONCE + WAITING)


class Busy(Exception):
    """Too many passwords are being looked at just now."""


def hashed(password: str) -> str:
    """What is kept of a password. Raises `Busy`."""
    with _in_turn():
        return HASHER.hash(password)


def right(kept: str | None, password: str) -> bool:
    """Whether it is the password; takes as long where there is none to compare with. Raises `Busy`."""
    with _in_turn():
        try:
            return HASHER.verify(kept or _nobodys(), password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def renewed(kept: str, password: str) -> str | None:
    """A hash of today's kind for the same password, if the one kept is not. Raises `Busy`."""
    return hashed(password) if HASHER.check_needs_rehash(kept) else None


def new_secret() -> str:
    """A secret for one-time codes."""
    return pyotp.random_base32()


def address(secret: str, email: str) -> str:
    """What an authenticator app reads from the square."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def step_of(secret: str, code: str, machine: datetime, used: int | None = None) -> int | None:
    """The step of a code of now, half a minute ago or ahead; None if it is none or was used already.

    RFC 6238, 5.2: a code must not be taken twice, and one step either way allows for clocks and slow hands.
    """
    typed, totp = code.replace(" ", ""), pyotp.TOTP(secret)
    now = int(machine.timestamp()) // _STEP
    for step in (now, now - 1, now + 1):
        if hmac.compare_digest(totp.at(step * _STEP).encode(), typed.encode("utf-8", "replace")):
            return step if used is None or step > used else None
    return None


def recovery_codes() -> list[str]:
    """Codes for whoever has lost their telephone, each good once."""
    return ["-".join(secrets.token_hex(3) for _ in range(2)) for _ in range(RECOVERY_CODES)]


def recovery_hash(code: str) -> str:
    """What is kept of a recovery code: random enough to need no slow hash."""
    plain = code.replace(" ", "").replace("-", "").casefold()
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()


@contextmanager
def _in_turn() -> Iterator[None]:
    if not _room.acquire(blocking=False):
        raise Busy
    try:
        with _turn:
            yield
    finally:
        _room.release()


@cache
def _nobodys() -> str:
    return HASHER.hash(secrets.token_hex())
