"""Signing in and out: wrong tries are counted for all processes, a session is a row that can be ended."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta

from handlers.office.staffing import folded, who
from models import secret_link
from models.calendar import Moment
from models.staff import NOBODY_KNOWN, Action, Life, Staff
from models.store import Transaction

SEEN_AGAIN = timedelta(minutes=1)
"""Between notes of when somebody was seen: one for each request would be a write for each page."""


@dataclass(frozen=True, slots=True)
class Locked:
    """Too many wrong tries: nothing is looked at before this is over."""

    left: timedelta


@dataclass(frozen=True, slots=True)
class Tried:
    """A try that may go on; `staff` is None where there is no such account, or none that may sign in."""

    account: str
    staff: Staff | None


@dataclass(frozen=True, slots=True)
class Proof:
    """What was shown besides the password: the step of a one-time code, or a recovery code's hash."""

    step: int | None = None
    recovery: str | None = None


def attempt(tx: Transaction, email: str, at: Moment) -> Tried | Locked:
    """Counts a try before it is looked at, so that many at once are no way around the count."""
    account = _account(email)
    left = tx.staff.attempt(account, at.machine)
    if left is not None:
        return Locked(left)
    staff = tx.staff.by_email(folded(email))
    return Tried(account, staff if staff is not None and not staff.disabled else None)


def failed(tx: Transaction, tried: Tried, email: str, at: Moment) -> None:
    """It was wrong. An unknown address is not written down: it may be a password in the wrong field."""
    staff = tx.staff.by_email(folded(email))
    by, object = (who(staff), staff.email) if staff is not None else (NOBODY_KNOWN, "")
    tx.audit.note(Action.SIGN_IN_FAILED, object, by=by, at=at.now)
    if tx.staff.locked(tried.account, at.machine):
        tx.audit.note(Action.LOCKED, object, by=by, at=at.now)


def succeeded(
    tx: Transaction, tried: Tried, proof: Proof | None, password: str | None, life: Life, at: Moment
) -> str | None:
    """It was right: returns the token of a new session; None if meanwhile it no longer is.

    password   a new hash of the same password, where the old one is of an older kind
    """
    assert tried.staff is not None
    staff = tx.staff.by_email(tried.staff.email)
    if staff is None or staff.disabled or staff.password != tried.staff.password:
        return None
    if proof is not None:
        if proof.step is not None and staff.totp_step is not None and proof.step <= staff.totp_step:
            return None
        if proof.recovery is not None and proof.recovery not in staff.recovery:
            return None
        staff = replace(
            staff,
            totp_step=proof.step if proof.step is not None else staff.totp_step,
            recovery=tuple(it for it in staff.recovery if it != proof.recovery),
        )
    tx.staff.keep(replace(staff, password=password or staff.password, last_sign_in=at.now))
    tx.staff.right(tried.account)
    tx.staff.tidy(life, at.machine)
    return begin(tx, staff, at)


def begin(tx: Transaction, staff: Staff, at: Moment) -> str:
    """A new session; returns its token, of which only the hash is kept."""
    token = secret_link.new_token()
    tx.staff.begin_session(secret_link.hashed(token), staff.id, at.machine)
    tx.audit.note(Action.SIGN_IN, staff.email, by=who(staff), at=at.now)
    return token


def current(tx: Transaction, token: str, life: Life, at: Moment) -> tuple[Staff, bool] | None:
    """Whose session it is, and whether it is time to note that they were seen; None if it is none."""
    found = tx.staff.of_session(secret_link.hashed(token), life, at.machine)
    if found is None:
        return None
    staff, seen = found
    return staff, at.machine - seen >= min(SEEN_AGAIN, life.idle / 10)


def seen(tx: Transaction, token: str, at: Moment) -> None:
    """They go on working."""
    tx.staff.seen(secret_link.hashed(token), at.machine)


def sign_out(tx: Transaction, token: str, staff: Staff, at: Moment) -> None:
    """Ends this session."""
    tx.staff.end_session(secret_link.hashed(token))
    tx.audit.note(Action.SIGN_OUT, staff.email, by=who(staff), at=at.now)


def _account(email: str) -> str:
    return hashlib.sha256(folded(email).encode("utf-8", "replace")).hexdigest()
