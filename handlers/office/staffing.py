"""Accounts of staff: adding, inviting, roles, disabling, ending sessions; each leaves an audit entry.

Passwords come here as hashes, secrets sealed: how is the business of whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.office import programmes as all_programmes
from handlers.refusal import Refusal, Refused
from models import secret_link
from models.calendar import Moment
from models.staff import LONGEST_PASSWORD, SHORTEST_PASSWORD, Action, Life, Role, Staff, Who
from models.store import Transaction

LONGEST_EMAIL = 254
"""RFC 5321, 4.5.3.1.3."""
LONGEST_NAME = 100
_EMAIL = re.compile(r"[^\s@<>\"'(),;:\\\x00-\x1f\x7f]+@[^\s@<>\"'(),;:\\\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class Invited:
    """A new link with which somebody sets a password; `token` is shown once and kept nowhere."""

    staff: Staff
    token: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An account, and how many of its sessions are open."""

    staff: Staff
    sessions: int


def folded(email: str) -> str:
    """An address as it is compared: without spaces around it, in small letters."""
    return email.strip().casefold()


def password_fault(password: str, again: str | None = None) -> Refused | None:
    """Why a password will not do; `again` is the second field of a form."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        limits = {"shortest": str(SHORTEST_PASSWORD), "longest": str(LONGEST_PASSWORD)}
        return Refused(Refusal.BAD_PASSWORD, limits)
    if again is not None and again != password:
        return Refused(Refusal.PASSWORDS_DIFFER)
    return None


def listed(tx: Transaction, life: Life, at: Moment) -> list[Listed]:
    """Every account, by address."""
    sessions = tx.staff.open_sessions(life, at.machine)
    return [Listed(staff, sessions.get(staff.id, 0)) for staff in tx.staff.all()]


def can_sign_in(tx: Transaction) -> bool:
    """Whether there is an admin who has a password."""
    return any(it.role is Role.ADMIN and not it.disabled and it.password for it in tx.staff.all())


def add(
    tx: Transaction,
    email: str,
    name: str,
    role: Role,
    programmes: Sequence[str],
    *,
    by: Who,
    at: Moment,
    password: str | None = None,
) -> Staff | Invited | Refused:
    """A new account: with the hash of a password, or with an invitation."""
    address = folded(email)
    if len(address) > LONGEST_EMAIL or not _EMAIL.fullmatch(address):
        return Refused(Refusal.BAD_EMAIL, {"email": address[:LONGEST_EMAIL]})
    if isinstance(scope := _scope(tx, programmes), Refused):
        return scope
    staff = tx.staff.add(address, name.strip()[:LONGEST_NAME], role, scope, at.now)
    if staff is None:
        return Refused(Refusal.STAFF_EXISTS, {"email": address})
    _note(tx, staff, by, at, None, in_short(staff))
    if password is None:
        return _invitation(tx, staff, at)
    staff = replace(staff, password=password)
    tx.staff.keep(staff)
    return staff


def change(
    tx: Transaction, email: str, role: Role, programmes: Sequence[str], *, by: Who, at: Moment
) -> Staff | Refused:
    """Another role, or other programmes; at once, also for open sessions."""
    staff = _known(tx, email)
    if isinstance(staff, Refused):
        return staff
    if isinstance(scope := _scope(tx, programmes), Refused):
        return scope
    if role is not Role.ADMIN and (refused := _last_admin(tx, staff)) is not None:
        return refused
    return _kept(tx, staff, replace(staff, role=role, programmes=scope), by, at)


def disable(tx: Transaction, email: str, *, by: Who, at: Moment) -> Staff | Refused:
    """Nobody signs in with it any more, open sessions and links end at once."""
    staff = _known(tx, email)
    if isinstance(staff, Refused):
        return staff
    if (refused := _last_admin(tx, staff)) is not None:
        return refused
    tx.staff.end_sessions(staff.id)
    tx.staff.end_invitations(staff.id)
    return _kept(tx, staff, replace(staff, disabled=True), by, at)


def enable(tx: Transaction, email: str, *, by: Who, at: Moment) -> Staff | Refused:
    """They may sign in again."""
    staff = _known(tx, email)
    if isinstance(staff, Refused):
        return staff
    return _kept(tx, staff, replace(staff, disabled=False), by, at)


def reset(tx: Transaction, email: str, *, by: Who, at: Moment) -> Invited | Refused:
    """Password and codes are void, sessions end; a new link sets a new password."""
    staff = _known(tx, email)
    if isinstance(staff, Refused):
        return staff
    tx.staff.end_sessions(staff.id)
    staff = replace(staff, password=None, totp=None, totp_step=None, recovery=())
    tx.staff.keep(staff)
    _note(tx, staff, by, at, None, "reset")
    return _invitation(tx, staff, at)


def sign_out(tx: Transaction, email: str, *, by: Who, at: Moment) -> int | Refused:
    """Ends all of somebody's sessions; returns how many."""
    staff = _known(tx, email)
    if isinstance(staff, Refused):
        return staff
    ended = tx.staff.end_sessions(staff.id)
    _note(tx, staff, by, at, None, "signed out everywhere")
    return ended


def accept(tx: Transaction, token: str, password: str, at: Moment) -> Staff | Refused:
    """Somebody follows their link: their password's hash is kept, and the link is used."""
    staff = tx.staff.invited(secret_link.hashed(token), at.machine)
    if staff is None:
        return Refused(Refusal.NOT_INVITED)
    tx.staff.end_invitations(staff.id)
    tx.staff.end_sessions(staff.id)
    staff = replace(staff, password=password)
    tx.staff.keep(staff)
    _note(tx, staff, who(staff), at, None, "password set")
    return staff


def new_password(tx: Transaction, id: int, password: str, session: str, at: Moment) -> None:
    """Somebody changes their own; their other sessions end."""
    staff = tx.staff.get(id)
    assert staff is not None
    tx.staff.keep(replace(staff, password=password))
    tx.staff.end_sessions(id, but=session)
    _note(tx, staff, who(staff), at, None, "password changed")


def codes_on(tx: Transaction, id: int, totp: str, step: int, recovery: tuple[str, ...], at: Moment) -> None:
    """From now on signing in asks for a code too: the sealed secret, the step of the code that proved it."""
    staff = tx.staff.get(id)
    assert staff is not None
    tx.staff.keep(replace(staff, totp=totp, totp_step=step, recovery=recovery))
    _note(tx, staff, who(staff), at, "codes off", "codes on")


def codes_off(tx: Transaction, id: int, at: Moment) -> None:
    """Signing in asks for no code any more."""
    staff = tx.staff.get(id)
    assert staff is not None
    tx.staff.keep(replace(staff, totp=None, totp_step=None, recovery=()))
    _note(tx, staff, who(staff), at, "codes on", "codes off")


def who(staff: Staff) -> Who:
    """How somebody is written down."""
    return Who(staff.email, staff.role.value)


def in_short(staff: Staff) -> str:
    """What an account may do, for the audit."""
    scope = " ".join(staff.programmes) or "all programmes"
    return f"{staff.role.value}, {scope}" + (", disabled" if staff.disabled else "")


def _kept(tx: Transaction, before: Staff, after: Staff, by: Who, at: Moment) -> Staff:
    tx.staff.keep(after)
    _note(tx, after, by, at, in_short(before), in_short(after))
    return after


def _note(tx: Transaction, staff: Staff, by: Who, at: Moment, before: str | None, after: str | None) -> None:
    tx.audit.note(Action.STAFF, staff.email, by=by, at=at.now, before=before, after=after)


def _invitation(tx: Transaction, staff: Staff, at: Moment) -> Invited:
    token = secret_link.new_token()
    tx.staff.invite(staff.id, secret_link.hashed(token), at.machine)
    return Invited(staff, token)


def _known(tx: Transaction, email: str) -> Staff | Refused:
    found = tx.staff.by_email(folded(email))
    return found if found is not None else Refused(Refusal.NO_STAFF, {"email": email})


def _last_admin(tx: Transaction, staff: Staff) -> Refused | None:
    if tx.staff.enabled_admins() == {staff.id}:
        return Refused(Refusal.LAST_ADMIN, {"email": staff.email})
    return None


def _scope(tx: Transaction, ids: Sequence[str]) -> tuple[str, ...] | Refused:
    for id in ids:
        if isinstance(refused := all_programmes.found(tx, id), Refused):
            return refused
    return tuple(dict.fromkeys(ids))
