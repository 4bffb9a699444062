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
from urllib3 import BaseHTTPResponse, Timeout
from urllib3.exceptions import HTTPError

from bot.line.messages import messages
from bot.line.time_limit import TimeLimit
from models.attachment import FileRefusal
from models.reply import Reply

TIMEOUT = (3.05, 10.0)
"""Seconds to connect and to wait for an answer; the SDK's default is to wait for ever."""
REPLY_TIMEOUT = (3.05, 5.0)
"""For a reply: a call that was cut off must be retried, twice if need be, while its token is young."""
FILE_SECONDS = 90.0
"""For a whole file; a call takes no longer than its two time-outs together."""
PIECE = 64 * 1024
"""Bytes of a file read at once."""
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


class Unavailable(Exception):
    """LINE does not have the content; `final` when it never will."""

    def __init__(self, why: str, *, final: bool, refusal: FileRefusal = FileRefusal.OUT_OF_REACH) -> None:
        super().__init__(why)
        self.final = final
        self.refusal = refusal


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
        self._limit = TimeLimit()
        for client in (self._client, self._data_client):
            self._limit.watch(client.rest_client.pool_manager)

    def reply(self, token: str, replies: tuple[Reply, ...]) -> Answer:
        """Answers by reply token: free, once, within a minute."""
        body = {"replyToken": token, "messages": messages(replies)}
        return self._send("reply", body, times=REPLY_TIMEOUT)

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
        answer, profile = self._look(f"/v2/bot/profile/{quote(user, safe='')}")
        if answer.status == 404 and answer.from_line:
            return None
        if answer.status != 200 or not isinstance(profile.get("displayName"), str):
            raise ConnectionError(_shown(answer))
        return str(profile["displayName"])

    def trouble(self) -> str | None:
        """What keeps this channel from being served, None when it is: the cheapest call that needs the token.

        https://developers.line.biz/en/reference/messaging-api/#get-bot-info
        """
        answer, about = self._look("/v2/bot/info")
        return None if answer.status == 200 and "userId" in about else _shown(answer)

    def content(self, message: str) -> Iterator[bytes]:
        """The bytes of a picture or file that someone sent, in pieces. Raises `Unavailable`.

        Uses the SDK's pool but not its method, which reads the whole file into memory.
        """
        try:
            with self._limit.within(FILE_SECONDS) as call:
                yield from self._pieces(message)
                if call.over:  # without a length, what was cut off looks like the end
                    raise Unavailable("it took too long", final=False)
        except (HTTPError, OSError) as error:
            raise Unavailable(type(error).__name__, final=False) from error

    def _pieces(self, message: str) -> Iterator[bytes]:
        response = self._data_client.rest_client.pool_manager.request(
            "GET",
            f"{self._data_client.configuration.host}/v2/bot/message/{quote(message, safe='')}/content",
            headers={"Authorization": f"Bearer {self._data_client.configuration.access_token}"},
            preload_content=False,
            timeout=Timeout(*TIMEOUT),
            retries=False,
            redirect=False,
        )
        try:
            if response.status != 200:
                answer, _ = _read(response)
                # Only LINE knows that it has a file no more. All else may be meant for the whole channel.
                gone = answer.from_line and answer.status in (400, 404, 410)
                raise Unavailable(f"LINE answered {response.status}", final=gone)
            if "x-line-request-id" not in response.headers and "html" in response.headers.get(
                "Content-Type", ""
            ):
                raise Unavailable("a page came instead of the file", final=False)
            yield from response.stream(PIECE)
        finally:
            response.close()
            response.release_conn()

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
        self,
        endpoint: str,
        body: dict[str, Any],
        retry_key: str | None = None,
        times: tuple[float, float] | None = None,
    ) -> Answer:
        headers = {"Content-Type": "application/json"}
        if retry_key is not None:
            headers["X-Line-Retry-Key"] = retry_key
        return self._call("POST", f"/v2/bot/message/{endpoint}", headers, json.dumps(body).encode(), times)[0]

    def _look(self, path: str) -> tuple[Answer, dict[str, Any]]:
        return self._call("GET", path)

    def _call(
        self,
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
        times: tuple[float, float] | None = None,
    ) -> tuple[Answer, dict[str, Any]]:
        """One call, its answer and the JSON in it. Ends after both time-outs together, come what may."""
        times = times or TIMEOUT
        with self._limit.within(sum(times)) as call:
            try:
                response = self._client.rest_client.pool_manager.request(
                    method,
                    self._host + path,
                    body=body,
                    headers={**self._client.default_headers, **(headers or {})},
                    timeout=Timeout(*times),
                    retries=False,
                    redirect=False,
                    preload_content=False,
                )
                return _read(response)
            except (HTTPError, OSError) as error:
                return Answer(0, "took too long" if call.over else type(error).__name__, from_line=False), {}

    def _get(self, method: Any) -> Any:
        with self._limit.within(sum(TIMEOUT)):
            try:
                return method(_request_timeout=TIMEOUT)
            except ApiException as error:
                raise ConnectionError(f"{error.status}: {_message_of(error)}") from error
            except (HTTPError, OSError) as error:
                raise ConnectionError(type(error).__name__) from error
            except (ValueError, TypeError, AttributeError, KeyError) as error:
                raise ConnectionError("what came is not LINE's answer") from error


def _read(response: BaseHTTPResponse) -> tuple[Answer, dict[str, Any]]:
    """An answer and the JSON in it; of what goes on without end only the beginning is read."""
    try:
        data = response.read(MOST_SAID + 1)
        if len(data) > MOST_SAID:
            response.close()
    finally:
        response.release_conn()
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        said = None
    fields = said if isinstance(said, dict) else {}
    words = "" if isinstance(said, dict) and response.status < 300 else _words(data)
    answer = Answer(
        response.status,
        words,
        response.headers.get("x-line-request-id"),
        from_line=isinstance(said, dict),
        details=bool(fields.get("details")),
    )
    return answer, fields


def _shown(answer: Answer) -> str:
    return f"{answer.status}: {answer.message}" if answer.status else answer.message


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
