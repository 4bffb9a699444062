"""Who works on applications: members of staff, their roles, what they may see, what they did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

INVITED_FOR = timedelta(hours=72)
"""How long an invitation link is good for."""
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 500
"""Characters; hashing more would only cost time."""
WRONG_ALLOWED = 10
"""Wrong sign-ins in a row, of one account, before it is locked for `LOCKED_FOR`."""
LOCKED_FOR = timedelta(minutes=15)


class Role(StrEnum):
    """What somebody may do; each may all that those before it may."""

    VIEWER = "viewer"
    STAFF = "staff"
    ADMIN = "admin"

    def covers(self, needed: Role) -> bool:
        """Whether this role may do what `needed` may."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff.

    email         as they sign in, folded
    programmes    the only ones they see; empty: all
    password      its hash; None until an invitation was followed
    totp          the sealed secret of one-time codes; None: no codes asked for
    totp_step     the step of the last code that was taken: a code is good once
    recovery      hashes of unused recovery codes
    last_sign_in  business time
    """

    id: int
    email: str
    name: str
    role: Role
    programmes: tuple[str, ...] = ()
    disabled: bool = False
    password: str | None = None
    totp: str | None = None
    totp_step: int | None = None
    recovery: tuple[str, ...] = ()
    last_sign_in: datetime | None = None

    def sees(self, programme: str | None) -> bool:
        """Whether a programme is theirs to see; what is about none is everybody's."""
        return programme is None or not self.programmes or programme in self.programmes

    @property
    def known_as(self) -> str:
        """Their name, or else their address."""
        return self.name or self.email


@dataclass(frozen=True, slots=True)
class Life:
    """How long a session lives, in machine time: at the longest, and without a request."""

    longest: timedelta = timedelta(hours=8)
    idle: timedelta = timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class Who:
    """Who did something, as it is written down for good: an address and the role they had."""

    staff: str
    role: str


COMMAND_LINE = Who("staff (command line)", "")
NOBODY_KNOWN = Who("", "")
"""Somebody whose address is no member's of staff; what they typed is not kept."""


class Action(StrEnum):
    """What is written down."""

    SIGN_IN = "sign-in"
    SIGN_IN_FAILED = "sign-in-failed"
    LOCKED = "locked"
    SIGN_OUT = "sign-out"
    DECIDE = "decide"
    UNDO = "undo"
    NOTE = "note"
    EXPORT = "export"
    EXPORT_UNSEALED = "export-unsealed"
    UNMASK = "unmask"
    VIEW_FILE = "view-file"
    IMPORT = "import"
    PROGRAMME = "programme"
    SESSION = "session"
    TAKE = "take"
    REPLY = "reply"
    GIVE_BACK = "give-back"
    CLOSE = "close"
    TEACH = "teach"
    BROADCAST = "broadcast"
    BROADCAST_STOP = "broadcast-stop"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Something that was done.

    object         what it was done to: a reference, a programme's id, a case's number, an address
    before, after  what changed, in short; never a person's answer, a phone, an identity number or a password
    """

    id: int
    at: datetime
    who: Who
    action: Action
    object: str
    before: str | None
    after: str | None
