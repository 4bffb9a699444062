"""Why something was not done: a reason and what it is about. `handlers.wording.refusals` has the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto


class Refusal(Enum):
    """Every reason a use case may have for leaving things as they are."""

    NO_PROGRAMME = auto()
    PROGRAMME_EXISTS = auto()
    BAD_PROGRAMME = auto()
    BAD_SETTING = auto()
    NOT_A_DRAFT = auto()
    NOT_OPEN = auto()
    NO_CONSENT = auto()
    INCOMPLETE = auto()
    NO_APPLICATION = auto()
    UNKNOWN_DECISION = auto()
    DECIDED_ALREADY = auto()
    CANNOT_BECOME = auto()
    UNKNOWN_STAGE = auto()
    NOT_APPROVED = auto()
    AT_STAGE_ALREADY = auto()
    NO_QUESTION = auto()
    NO_INTENT = auto()
    EMPTY_QUESTION = auto()
    NO_CASE = auto()
    EMPTY_ANSWER = auto()
    NOBODY_ASKED = auto()
    TAKEN = auto()
    BAD_STOCK = auto()
    NO_STOCK = auto()
    BAD_BROADCAST = auto()
    TIME_OVER = auto()
    AT_NIGHT = auto()
    SENT_ALREADY = auto()
    REACH_DIFFERS = auto()
    NOBODY_REACHED = auto()
    PAST_RESERVE = auto()
    NOTHING_TO_STOP = auto()
    NO_OWN_LINE = auto()
    NO_GROUP = auto()
    NOT_PUT_BACK = auto()
    CHANGED = auto()
    FAILED = auto()
    TOLD_ALREADY = auto()
    SEAT_GIVEN = auto()
    HAS_ANOTHER = auto()
    NOBODY_TO_RING = auto()
    EMPTY_NOTE = auto()
    BAD_FLAG = auto()
    BAD_MAP = auto()
    NO_STAFF = auto()
    STAFF_EXISTS = auto()
    BAD_EMAIL = auto()
    BAD_PASSWORD = auto()
    PASSWORDS_DIFFER = auto()
    LAST_ADMIN = auto()
    NOT_INVITED = auto()
    UNKNOWN_ROUND = auto()
    ROUND_CLOSED = auto()
    ROUND_FULL = auto()
    QUOTA_FULL = auto()
    IN_ROUND_ALREADY = auto()
    NOT_LIVE = auto()


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal and what it is about, by the names its wording uses."""

    why: Refusal
    data: Mapping[str, str] = field(default_factory=dict)
