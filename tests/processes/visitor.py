"""Staff at a browser, over HTTP to a real web process that may be killed under them."""

from __future__ import annotations

import re
from http.cookiejar import CookieJar
from typing import Self
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from bot.console import passwords
from handlers.office import staffing
from models.calendar import Moment
from models.staff import COMMAND_LINE, Role, Staff
from models.store import Database
from tests.processes.town import Town
from tests.store.making import MACHINE, NOW

ADDRESS, PASSWORD = "staff@office.example", "correct horse battery"
FORM = "/console/account"
"""A page that has a form, and with it this browser's token."""
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def employ(database: Database) -> None:
    """One member of staff who may enter."""
    hashed = passwords.hashed(PASSWORD)
    with database.begin() as tx:
        at = Moment(NOW, MACHINE)
        added = staffing.add(tx, ADDRESS, "", Role.STAFF, (), by=COMMAND_LINE, at=at, password=hashed)
        assert isinstance(added, Staff)


class Visitor:
    """A plain HTTP client with cookies."""

    def __init__(self, town: Town) -> None:
        self._base = f"http://127.0.0.1:{town.port}"
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def signed_in(self) -> Self:
        """The member of staff, entered."""
        self.post("/console/sign-in", "/console/sign-in", email=ADDRESS, password=PASSWORD)
        return self

    def get(self, path: str) -> str:
        """A page."""
        with self._opener.open(self._base + path, timeout=20) as answer:
            return str(answer.read().decode())

    def post(self, path: str, at: str = FORM, **fields: str) -> tuple[str, str]:
        """A form with the token of the page `at`: the path it led to, and that page."""
        (token, *_) = _TOKEN.findall(self.get(at))
        data = urlencode({"csrf_token": token, **fields}).encode()
        with self._opener.open(self._base + path, data, timeout=20) as answer:
            return str(answer.url).removeprefix(self._base), str(answer.read().decode())
