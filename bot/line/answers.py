"""What LINE says to a call, read the same whichever way the call went."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

INFO = "/v2/bot/info"
"""The cheapest call that needs the token: https://developers.line.biz/en/reference/messaging-api/#get-bot-info"""
MOST_SAID = 256 * 1024
"""Bytes of an answer that are read; LINE's have a few hundred."""
MESSAGE_FAULTS = (
    "the request body",
    "the property",
    "a message (messages[",
    "failed to send messages",
    "invalid reply token",
    "the retry key",
    "invalid retry key",
)
"""How LINE begins when it names what is wrong with a message (reference, "Error messages")."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said to a call.

    status      HTTP status; 0 if none came (network, time-out): LINE may or may not have accepted
    message     LINE's own words when it refuses
    request_id  LINE's id of the call, for its support staff
    from_line   it has the form of LINE's answers, a JSON object; a captive portal's page has not
    details     it says which part of the request is wrong
    """

    status: int
    message: str = ""
    request_id: str | None = None
    from_line: bool = True
    details: bool = False

    @property
    def accepted(self) -> bool:
        """LINE has the message; 409 means it already had it."""
        return self.from_line and (200 <= self.status < 300 or self.status == 409)

    @property
    def token_refused(self) -> bool:
        """The reply token was used or is too old; LINE does not say which."""
        return self.names_fault and "invalid reply token" in self.message.lower()

    @property
    def out_of_quota(self) -> bool:
        """The month's messages are used up: retrying is pointless until the quota is raised or renewed."""
        return self.status == 429 and "monthly limit" in self.message.lower()

    @property
    def names_fault(self) -> bool:
        """LINE says what is wrong with this message. All else may be meant for the whole channel."""
        named = self.details or self.message.lower().startswith(MESSAGE_FAULTS)
        return self.from_line and self.status == 400 and named

    @property
    def blames_words(self) -> bool:
        """LINE rejects the messages themselves, not the recipients."""
        return self.status == 400 and "messages[" in self.message

    @property
    def refused(self) -> bool:
        """Somebody said no, so nothing was delivered; a page instead of LINE's 200 may hide either."""
        return 300 <= self.status < 500

    @property
    def passing(self) -> bool:
        """No answer, or one that says to try again."""
        again = self.status in (0, 429) or self.status >= 500
        return again and not self.out_of_quota

    @property
    def shown(self) -> str:
        """In a line."""
        return f"{self.status}: {self.message}" if self.status else self.message


def trouble_of(answer: Answer, about: Mapping[str, Any]) -> str | None:
    """What an answer to `INFO` says is wrong with the channel; None if it is served."""
    return None if answer.status == 200 and "userId" in about else answer.shown


def read(status: int, headers: Mapping[str, str], data: bytes) -> tuple[Answer, dict[str, Any]]:
    """An answer and the JSON in it."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        said = None
    fields = said if isinstance(said, dict) else {}
    told = "" if isinstance(said, dict) and status < 300 else words(data)
    answer = Answer(
        status,
        told,
        headers.get("x-line-request-id"),
        from_line=isinstance(said, dict),
        details=bool(fields.get("details")),
    )
    return answer, fields


def words(body: str | bytes) -> str:
    """LINE's own words for a refusal, with the part of the request it objects to."""
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    try:
        said = json.loads(text)
        message, details = str(said["message"]), said.get("details") or []
        blamed = [f"{it['property']}: {it['message']}" for it in details[:1]]
        return " ".join([message, *(f"({it})" for it in blamed)])[:300]
    except (ValueError, KeyError, TypeError, AttributeError):
        return text[:300]
