"""Accounts of staff, their sessions and invitations, and wrong sign-ins."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from models.deadline import ahead
from models.staff import INVITED_FOR, LOCKED_FOR, WRONG_ALLOWED, Life, Role, Staff
from models.store.insert import insert_new
from models.store.sealed import KEY
from models.tables import InvitationRow, SignInAttemptRow, StaffRow, StaffSessionRow

_FORGOTTEN_AFTER = timedelta(days=1)
_SKEW = timedelta(minutes=5)
"""Machines' clocks may differ by this; a session further ahead was begun before a clock was set back."""


class StaffAccounts:
    """Who may sign in, who has, and who was kept out."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # Accounts

    def add(
        self, email: str, name: str, role: Role, programmes: tuple[str, ...], now: datetime
    ) -> Staff | None:
        """A new account without a password; None if there is one with this address."""
        new = insert_new(
            self._session,
            StaffRow,
            email=email,
            name=name,
            role=role.value,
            programmes=list(programmes),
            disabled=False,
            totp={},
            recovery=[],
            created_at=now,
        )
        return self.by_email(email) if new else None

    def by_email(self, email: str) -> Staff | None:
        """The account with this folded address, locked until the transaction ends."""
        row = self._session.scalar(select(StaffRow).where(StaffRow.email == email).with_for_update())
        return _staff(row) if row is not None else None

    def get(self, id: int) -> Staff | None:
        """The account with this number."""
        row = self._session.get(StaffRow, id)
        return _staff(row) if row is not None else None

    def all(self) -> list[Staff]:
        """Every account, by address."""
        return [_staff(row) for row in self._session.scalars(select(StaffRow).order_by(StaffRow.email))]

    def keep(self, staff: Staff) -> None:
        """Writes an account as it is now."""
        values = asdict(staff) | {
            "role": staff.role.value,
            "programmes": list(staff.programmes),
            "totp": {} if staff.totp is None else {KEY: staff.totp},
            "recovery": list(staff.recovery),
        }
        self._session.execute(update(StaffRow).where(StaffRow.id == staff.id).values(**values))

    def enabled_admins(self) -> set[int]:
        """Who may do all; locked, so that two of them cannot put each other out at once."""
        rows = self._session.scalars(
            select(StaffRow).where(StaffRow.role == Role.ADMIN.value).order_by(StaffRow.id).with_for_update()
        )
        return {row.id for row in rows if not row.disabled}

    # Sessions

    def begin_session(self, hashed: str, staff: int, machine: datetime) -> None:
        """Somebody signed in."""
        self._session.add(StaffSessionRow(hashed=hashed, staff_id=staff, begun_at=machine, seen_at=machine))
        self._session.flush()

    def of_session(self, hashed: str, life: Life, machine: datetime) -> tuple[Staff, datetime] | None:
        """Whose session it is and when they were seen last; None if it is over or theirs no more."""
        row = self._session.get(StaffSessionRow, hashed)
        if row is None or max(row.begun_at, row.seen_at) > machine + life.longest + _SKEW:
            return None
        if machine - row.begun_at >= life.longest or machine - row.seen_at >= life.idle:
            return None
        staff = self.get(row.staff_id)
        return (staff, row.seen_at) if staff is not None and not staff.disabled else None

    def seen(self, hashed: str, machine: datetime) -> None:
        """They have asked for something."""
        self._session.execute(
            update(StaffSessionRow).where(StaffSessionRow.hashed == hashed).values(seen_at=machine)
        )

    def end_session(self, hashed: str) -> None:
        """They signed out."""
        self._session.execute(delete(StaffSessionRow).where(StaffSessionRow.hashed == hashed))

    def end_sessions(self, staff: int, but: str | None = None) -> int:
        """Ends all of somebody's, but one; returns how many."""
        query = delete(StaffSessionRow).where(StaffSessionRow.staff_id == staff)
        query = query.where(StaffSessionRow.hashed != but) if but is not None else query
        return len(self._session.scalars(query.returning(StaffSessionRow.hashed)).all())

    def open_sessions(self, life: Life, machine: datetime) -> dict[int, int]:
        """How many sessions of each are open."""
        query = (
            select(StaffSessionRow.staff_id, func.count())
            .where(
                StaffSessionRow.begun_at > machine - life.longest,
                StaffSessionRow.seen_at > machine - life.idle,
            )
            .group_by(StaffSessionRow.staff_id)
        )
        return dict(self._session.execute(query).all())

    # Invitations

    def invite(self, staff: int, hashed: str, machine: datetime) -> None:
        """A link for this account, its only one."""
        self.end_invitations(staff)
        self._session.add(InvitationRow(hashed=hashed, staff_id=staff, until=machine + INVITED_FOR))
        self._session.flush()

    def invited(self, hashed: str, machine: datetime) -> Staff | None:
        """Whom a link is for, locked; None if it is unknown, over, or of an account that is disabled."""
        row = self._session.scalar(
            select(InvitationRow).where(InvitationRow.hashed == hashed).with_for_update()
        )
        if row is None or not ahead(row.until, machine, INVITED_FOR):
            return None
        staff = self.get(row.staff_id)
        return staff if staff is not None and not staff.disabled else None

    def end_invitations(self, staff: int) -> None:
        """Links for this account are good no more."""
        self._session.execute(delete(InvitationRow).where(InvitationRow.staff_id == staff))

    # Wrong sign-ins

    def attempt(self, account: str, machine: datetime) -> timedelta | None:
        """Counts one as wrong before it is known to be, and returns None; or how long the account is locked.

        account   a hash of the address
        """
        insert_new(self._session, SignInAttemptRow, account=account, wrong=0, last_at=machine)
        row = self._session.scalars(
            select(SignInAttemptRow).where(SignInAttemptRow.account == account).with_for_update()
        ).one()
        if row.locked_until is not None and ahead(row.locked_until, machine, LOCKED_FOR):
            return row.locked_until - machine
        if row.locked_until is not None or machine - row.last_at >= LOCKED_FOR:
            row.wrong = 0
        row.wrong += 1
        row.last_at = machine
        row.locked_until = machine + LOCKED_FOR if row.wrong >= WRONG_ALLOWED else None
        self._session.flush()
        return None

    def locked(self, account: str, machine: datetime) -> bool:
        """Whether it takes no sign-in now."""
        row = self._session.get(SignInAttemptRow, account)
        return row is not None and ahead(row.locked_until, machine, LOCKED_FOR)

    def right(self, account: str) -> None:
        """It was right after all: nothing is counted any more."""
        self._session.execute(delete(SignInAttemptRow).where(SignInAttemptRow.account == account))

    def tidy(self, life: Life, machine: datetime) -> None:
        """Forgets what is over: sessions, links, wrong sign-ins of a day ago."""
        over = machine - life.longest
        self._session.execute(
            delete(StaffSessionRow).where(
                or_(StaffSessionRow.begun_at <= over, StaffSessionRow.seen_at <= machine - life.idle)
            )
        )
        self._session.execute(delete(InvitationRow).where(InvitationRow.until <= machine))
        self._session.execute(
            delete(SignInAttemptRow).where(SignInAttemptRow.last_at <= machine - _FORGOTTEN_AFTER)
        )


def _staff(row: StaffRow) -> Staff:
    return Staff(
        id=row.id,
        email=row.email,
        name=row.name,
        role=Role(row.role),
        programmes=tuple(row.programmes),
        disabled=row.disabled,
        password=row.password,
        totp=row.totp.get(KEY),
        totp_step=row.totp_step,
        recovery=tuple(row.recovery),
        last_sign_in=row.last_sign_in,
    )
