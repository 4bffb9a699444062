"""LINE's endpoints for rich menus. Each raises ConnectionError with LINE's words when it is refused.

https://developers.line.biz/en/reference/messaging-api/#rich-menu
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from bot.line.answers import Answer
from bot.line.client import Line


class MenuRefused(ConnectionError):
    """LINE said no; `answer` has what it said."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.shown)
        self.answer = answer


class RichMenus:
    """The channel's menus."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def all(self) -> dict[str, str]:
        """Every menu made by this channel's API: its id and name."""
        listed = self._asked("GET", "/v2/bot/richmenu/list").get("richmenus") or []
        return {it["richMenuId"]: it.get("name", "") for it in listed}

    def create(self, menu: dict[str, Any], picture: bytes) -> str:
        """A new menu with its picture, which can never be replaced; returns its id."""
        id = str(self._asked("POST", "/v2/bot/richmenu", menu)["richMenuId"])
        path = f"/v2/bot/richmenu/{quote(id, safe='')}/content"
        self._asked("POST", path, raw=picture, kind="image/png", data_host=True)
        return id

    def has_picture(self, id: str) -> bool:
        """Whether its picture was uploaded: a menu without one cannot be shown."""
        answer, _ = self._line.call("GET", f"/v2/bot/richmenu/{quote(id, safe='')}/content", data_host=True)
        if answer.status not in (200, 404):
            raise MenuRefused(answer)
        return answer.status == 200

    def delete(self, id: str) -> None:
        """Deletes a menu; nothing if it is gone."""
        answer, _ = self._line.call("DELETE", f"/v2/bot/richmenu/{quote(id, safe='')}")
        if answer.status not in (200, 404):
            raise MenuRefused(answer)

    def set_for_everybody(self, id: str) -> None:
        """What is shown to whoever is linked to no other."""
        self._asked("POST", f"/v2/bot/user/all/richmenu/{quote(id, safe='')}")

    def for_everybody(self) -> str | None:
        """What is shown to whoever is linked to no other; None if nothing is."""
        answer, body = self._line.call("GET", "/v2/bot/user/all/richmenu")
        if answer.status == 404:
            return None
        if answer.status != 200:
            raise MenuRefused(answer)
        return str(body.get("richMenuId"))

    def link(self, users: Sequence[str], menu: str) -> None:
        """Links people to a menu: one at once, several in the background within seconds; at most 500."""
        if len(users) == 1:
            self._asked("POST", f"/v2/bot/user/{quote(users[0], safe='')}/richmenu/{quote(menu, safe='')}")
            return
        self._asked("POST", "/v2/bot/richmenu/bulk/link", {"richMenuId": menu, "userIds": list(users)})

    def unlink(self, users: Sequence[str]) -> None:
        """Links people to none: they see the one for everybody."""
        if len(users) == 1:
            self._asked("DELETE", f"/v2/bot/user/{quote(users[0], safe='')}/richmenu")
            return
        self._asked("POST", "/v2/bot/richmenu/bulk/unlink", {"userIds": list(users)})

    def _asked(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        *,
        raw: bytes | None = None,
        kind: str = "application/json",
        data_host: bool = False,
    ) -> dict[str, Any]:
        sent = json.dumps(body).encode() if body is not None else raw
        answer, said = self._line.call(method, path, sent, kind=kind, data_host=data_host)
        if not 200 <= answer.status < 300 or not answer.from_line:
            raise MenuRefused(answer)
        return said
