"""The only module that calls LINE's Messaging API."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote

from linebot.v3.messaging import (
    ApiClient,
    Configuration,
    MessagingApi,
)
from linebot.v3.messaging.exceptions import ApiException
from urllib3 import Timeout
from urllib3.exceptions import HTTPError

from bot.line.messages import messages
from models.attachment import FileRefusal
from models.reply import Reply

TIMEOUT = (3.05, 10.0)
"""Seconds to connect and to wait for an answer; the SDK's default is to wait for ever."""
_TIMEOUT = Timeout(*TIMEOUT)
REPLY_TIMEOUT = (3.05, 5.0)
"""For a reply: a call that was cut off must be retried, twice if need be, while its token is young."""
PIECE = 64 * 1024
"""Bytes of a file read at once."""


class Unavailable(Exception):
    """LINE does not have the content; `final` when it never will."""

    def __init__(self, why: str, *, final: bool, refusal: FileRefusal = FileRefusal.OUT_OF_REACH) -> None:
        super().__init__(why)
        self.final = final
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Answer:
    """What LINE said to a call.

    status      HTTP status; 0 if none came (network, time-out): LINE may or may not have accepted
    message     LINE's own words when it refuses
    request_id  LINE's id of the call, for its support staff
    """

    status: int
    message: str = ""
    request_id: str | None = None

    @property
    def accepted(self) -> bool:
        """LINE has the message; 409 means it already had it."""
        return 200 <= self.status < 300 or self.status == 409

    @property
    def token_refused(self) -> bool:
        """The reply token was used or is too old; LINE does not say which."""
        return self.status == 400 and "invalid reply token" in self.message.lower()

    @property
    def out_of_quota(self) -> bool:
        """The month's messages are used up: retrying is pointless until the quota is raised or renewed."""
        return self.status == 429 and "monthly limit" in self.message.lower()

    @property
    def blames_words(self) -> bool:
        """LINE rejects the messages themselves, not the recipients."""
        return self.status == 400 and "messages[" in self.message

    @property
    def passing(self) -> bool:
        """Worth trying again."""
        again = self.status in (0, 401, 429) or self.status >= 500  # 401: staff must fix the token
        return again and not self.out_of_quota


class Line:
    """LINE's Messaging API over one pooled client. Thread-safe.

    Messages go over the SDK's client and pool, but not by its methods: `bot.line.messages` makes JSON as
    LINE documents it, and converting that to the SDK's models and back costs more than the call.
    """

    def __init__(
        self,
        access_token: str,
        api_base_url: str,
        data_api_base_url: str | None = None,
        connections: int = 10,
    ) -> None:
        self._client = _client(access_token, api_base_url, connections)
        self._host = api_base_url
        self._data_client = _client(access_token, data_api_base_url or api_base_url)
        self._api = MessagingApi(self._client)

    def reply(self, token: str, replies: tuple[Reply, ...]) -> Answer:
        """Answers by reply token: free, once, within a minute."""
        body = {"replyToken": token, "messages": messages(replies)}
        return self._send("reply", body, timeout=Timeout(*REPLY_TIMEOUT))

    def push(self, to: str, replies: tuple[Reply, ...], retry_key: str) -> Answer:
        """Pushes; a retry key reused within 24 hours is never delivered twice."""
        return self._send("push", {"to": to, "messages": messages(replies)}, retry_key)

    def multicast(self, to: Sequence[str], replies: tuple[Reply, ...], retry_key: str) -> Answer:
        """Sends the same to up to 500 users in one call; a single non-user id makes LINE refuse it all."""
        return self._send("multicast", {"to": list(to), "messages": messages(replies)}, retry_key)

    def display_name(self, user: str) -> str | None:
        """A user's display name in LINE; None if LINE does not tell (they block the bot).

        Raises ConnectionError when LINE cannot be asked.
        """
        try:
            return str(self._api.get_profile(user, _request_timeout=TIMEOUT).display_name)
        except ApiException as error:
            if error.status == 404:
                return None
            raise ConnectionError(f"LINE answered {error.status}") from error
        except (HTTPError, OSError) as error:
            raise ConnectionError(type(error).__name__) from error

    def content(self, message: str) -> Iterator[bytes]:
        """The bytes of a picture or file that someone sent, in pieces. Raises `Unavailable`.

        Uses the SDK's pool but not its method, which reads the whole file into memory.
        """
        try:
            response = self._data_client.rest_client.pool_manager.request(
                "GET",
                f"{self._data_client.configuration.host}/v2/bot/message/{quote(message, safe='')}/content",
                headers={"Authorization": f"Bearer {self._data_client.configuration.access_token}"},
                preload_content=False,
                timeout=_TIMEOUT,
                retries=False,
            )
            try:
                if response.status != 200:
                    gone = 400 <= response.status < 500 and response.status != 429
                    raise Unavailable(f"LINE answered {response.status}", final=gone)
                yield from response.stream(PIECE)
            finally:
                response.close()
                response.release_conn()
        except (HTTPError, OSError) as error:
            raise Unavailable(type(error).__name__, final=False) from error

    def quota(self) -> tuple[int | None, int]:
        """(messages a month or None for no limit, used so far). Raises ConnectionError with LINE's words."""
        limit = self._get(self._api.get_message_quota)
        used = self._get(self._api.get_message_quota_consumption)
        return limit.value, used.total_usage

    def members(self, chat: str) -> int:
        """How many people a group or room has. Raises ConnectionError with LINE's words."""
        room = chat.startswith("R")
        method = self._api.get_room_member_count if room else self._api.get_group_member_count
        return int(self._get(partial(method, chat)).count)

    def bot_name(self) -> str:
        """The channel's name; a cheap check of the token. Raises ConnectionError with LINE's words."""
        return str(self._get(self._api.get_bot_info).display_name)

    def close(self) -> None:
        """Closes the pooled connections."""
        for client in (self._client, self._data_client):
            client.rest_client.pool_manager.clear()
            client.close()

    def _send(
        self, endpoint: str, body: dict[str, Any], retry_key: str | None = None, timeout: Timeout = _TIMEOUT
    ) -> Answer:
        headers = {**self._client.default_headers, "Content-Type": "application/json"}
        if retry_key is not None:
            headers["X-Line-Retry-Key"] = retry_key
        try:
            response = self._client.rest_client.pool_manager.request(
                "POST",
                f"{self._host}/v2/bot/message/{endpoint}",
                body=json.dumps(body).encode(),
                headers=headers,
                timeout=timeout,
                retries=False,
            )
        except (HTTPError, OSError) as error:
            return Answer(0, type(error).__name__)
        # The body of a 2xx is not read: whatever it says, the message is sent.
        words = "" if response.status < 300 else _words(response.data)
        return Answer(response.status, words, response.headers.get("x-line-request-id"))

    def _get(self, method: Any) -> Any:
        try:
            return method(_request_timeout=TIMEOUT)
        except ApiException as error:
            raise ConnectionError(f"{error.status}: {_message_of(error)}") from error
        except (HTTPError, OSError) as error:
            raise ConnectionError(type(error).__name__) from error


def _client(access_token: str, base_url: str, connections: int = 10) -> ApiClient:
    configuration = Configuration(host=base_url, access_token=access_token)
    configuration.connection_pool_maxsize = connections
    configuration.retries = False  # we retry ourselves, with the retry key
    return ApiClient(configuration)


def _message_of(error: ApiException) -> str:
    return _words(error.body or "")


def _words(body: str | bytes) -> str:
    """LINE's own words for a refusal, with the part of the request it objects to."""
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    try:
        said = json.loads(text)
        message, details = str(said["message"]), said.get("details") or []
        blamed = [f"{it['property']}: {it['message']}" for it in details[:1]]
        return " ".join([message, *(f"({it})" for it in blamed)])[:300]
    except (ValueError, KeyError, TypeError, AttributeError):
        return text[:300]
