"""Asks LINE: profiles, files, the quota. Messages are sent by `messenger`; no other module calls LINE."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Any
from urllib.parse import quote

from urllib3 import BaseHTTPResponse, Timeout
from urllib3.exceptions import HTTPError

from bot.line.answers import INFO, MOST_SAID, Answer, read, trouble_of, words
from bot.line.messenger import TIMEOUT, Messenger, open_messenger
from bot.line.time_limit import TimeLimit
from models.attachment import FileRefusal

FILE_SECONDS = 90.0
"""For a whole file; a call takes no longer than its two time-outs together."""
PIECE = 64 * 1024
"""Bytes of a file read at once."""


class Unavailable(Exception):
    """LINE does not have the content; `final` when it never will."""

    def __init__(self, why: str, *, final: bool, refusal: FileRefusal = FileRefusal.OUT_OF_REACH) -> None:
        super().__init__(why)
        self.final = final
        self.refusal = refusal


class Line:
    """LINE's Messaging API over the SDK's pooled client. Thread-safe. Messages go by `open`."""

    def __init__(
        self,
        access_token: str,
        api_base_url: str,
        data_api_base_url: str | None = None,
        icon: str | None = None,
    ) -> None:
        self._host = api_base_url
        self._data_host = data_api_base_url or api_base_url
        self._token = access_token
        self._icon = icon
        self._limit = TimeLimit()
        self._making = threading.Lock()
        self._made: _Sdk | None = None

    @property
    def _sdk(self) -> _Sdk:
        """Made when something is first asked: it takes a second, and who only sends never needs it."""
        with self._making:
            if self._made is None:
                self._made = _Sdk(self._token, self._host, self._data_host, self._limit)
            return self._made

    def open(self) -> AbstractAsyncContextManager[Messenger]:
        """Sends messages, from within an event loop."""
        return open_messenger(self._token, self._host, self._icon)

    def display_name(self, user: str) -> str | None:
        """A user's display name in LINE; None if LINE does not tell (they block the bot).

        Raises ConnectionError when LINE cannot be asked.
        """
        answer, profile = self._look(f"/v2/bot/profile/{quote(user, safe='')}")
        if answer.status == 404 and answer.from_line:
            return None
        if answer.status != 200 or not isinstance(profile.get("displayName"), str):
            raise ConnectionError(answer.shown)
        return str(profile["displayName"])

    def trouble(self) -> str | None:
        """What keeps this channel from being served, None when it is."""
        return trouble_of(*self._look(INFO))

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
        response = self._sdk.data.rest_client.pool_manager.request(
            "GET",
            f"{self._data_host}/v2/bot/message/{quote(message, safe='')}/content",
            headers={"Authorization": f"Bearer {self._token}"},
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
        limit = self._get(self._sdk.api.get_message_quota)
        used = self._get(self._sdk.api.get_message_quota_consumption)
        return limit.value, used.total_usage

    def show_waiting(self, user: str) -> bool:
        """Shows somebody that an answer is on its way, for 20 seconds or until it comes; False if refused.

        https://developers.line.biz/en/reference/messaging-api/#display-a-loading-indicator
        """
        body = json.dumps({"chatId": user, "loadingSeconds": 20}).encode()
        answer, _ = self.call("POST", "/v2/bot/chat/loading/start", body)
        return answer.status == 202

    def basic_id(self) -> str | None:
        """The id by which people add the bot, such as `@123abcde`. Raises ConnectionError."""
        answer, about = self._look(INFO)
        if answer.status != 200:
            raise ConnectionError(answer.shown)
        return str(about["basicId"]) if about.get("basicId") else None

    def members(self, chat: str) -> int:
        """How many people a group or room has. Raises ConnectionError with LINE's words."""
        room = chat.startswith("R")
        method = self._sdk.api.get_room_member_count if room else self._sdk.api.get_group_member_count
        return int(self._get(partial(method, chat)).count)

    def bot_name(self) -> str:
        """The channel's name; a cheap check of the token. Raises ConnectionError with LINE's words."""
        return str(self._get(self._sdk.api.get_bot_info).display_name)

    def close(self) -> None:
        """Closes the pooled connections."""
        if self._made is not None:
            self._made.close()

    def _look(self, path: str) -> tuple[Answer, dict[str, Any]]:
        return self.call("GET", path)

    def call(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        *,
        kind: str = "application/json",
        data_host: bool = False,
    ) -> tuple[Answer, dict[str, Any]]:
        """One call, its answer and the JSON in it. Ends after both time-outs together, come what may.

        kind       the body's type
        data_host  to where files are kept
        """
        sdk = self._sdk
        client, host = (sdk.data, self._data_host) if data_host else (sdk.client, self._host)
        headers = {**client.default_headers, "Authorization": f"Bearer {self._token}"}
        with self._limit.within(sum(TIMEOUT)) as call:
            try:
                response = client.rest_client.pool_manager.request(
                    method,
                    host + path,
                    body=body,
                    headers={**headers, "Content-Type": kind} if body is not None else headers,
                    timeout=Timeout(*TIMEOUT),
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
            except self._sdk.refused as error:
                raise ConnectionError(f"{error.status}: {_message_of(error)}") from error
            except (HTTPError, OSError) as error:
                raise ConnectionError(type(error).__name__) from error
            except (ValueError, TypeError, AttributeError, KeyError) as error:
                raise ConnectionError("what came is not LINE's answer") from error


def _read(response: BaseHTTPResponse) -> tuple[Answer, dict[str, Any]]:
    """Of what goes on without end only the beginning is read."""
    try:
        data = response.read(MOST_SAID + 1)
        if len(data) > MOST_SAID:
            response.close()
    finally:
        response.release_conn()
    return read(response.status, response.headers, data)


class _Sdk:
    """The SDK's clients, and what its methods raise when LINE refuses."""

    def __init__(self, access_token: str, host: str, data_host: str, limit: TimeLimit) -> None:
        from linebot.v3 import messaging
        from linebot.v3.messaging.exceptions import ApiException

        def client(base_url: str) -> messaging.ApiClient:
            configuration = messaging.Configuration(host=base_url, access_token=access_token)
            configuration.retries = False  # we retry ourselves, with the retry key
            made = messaging.ApiClient(configuration)
            limit.watch(made.rest_client.pool_manager)
            return made

        self.client, self.data = client(host), client(data_host)
        self.api = messaging.MessagingApi(self.client)
        self.refused = ApiException

    def close(self) -> None:
        """Closes the pooled connections."""
        for client in (self.client, self.data):
            client.rest_client.pool_manager.clear()
            client.close()


def _message_of(error: Any) -> str:
    return words(error.body or "")
