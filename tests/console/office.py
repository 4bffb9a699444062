"""An office for tests: its staff, and browsers without JavaScript that are signed in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.console import passwords
from handlers.office import staffing
from models.staff import COMMAND_LINE, AuditEntry, Role, Staff
from tests.databases import KINDS
from tests.rig import Rig
from tests.store.making import a_programme

PASSWORD = "correct horse battery"
both = pytest.mark.parametrize("database", KINDS, indirect=True)
"""For tests of what the database does: on each kind of it."""


class Form(HTMLParser):
    """The hidden fields and the attributes of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if tag == "input" and given.get("type") == "hidden":
            self.hidden[given.get("name", "")] = given.get("value", "")


def values(page: TestResponse | str, name: str) -> list[str]:
    """The values of an attribute in a page, in order."""
    html = page if isinstance(page, str) else page.text
    return [given[name] for _, given in Form(html).tags if name in given]


def counted(page: TestResponse, name: str) -> int:
    """The number that stands in an element with `data-count`."""
    found = re.search(rf'data-count="{name}"[^>]*>(\d+)<', page.text)
    assert found, page.text
    return int(found[1])


def said(page: TestResponse) -> str:
    """What stands in the page's `role="status"`."""
    found = re.search(r'role="status">(.*?)</div>', page.text, re.S)
    return unescape(re.sub(r"<[^>]+>", " ", found[1])).strip() if found else ""


@dataclass
class Browser:
    """A browser without JavaScript."""

    client: FlaskClient

    def get(self, path: str, follow: bool = False) -> TestResponse:
        """A page."""
        return self.client.get(path, follow_redirects=follow)

    def token(self, path: str = "/console/sign-in") -> str:
        """The token of a page's form."""
        page = self.get(path, follow=True)
        return Form(page.text).hidden["csrf_token"]

    def post(
        self, path: str, *, at: str | None = None, token: str | None = None, **fields: str
    ) -> TestResponse:
        """A form, with the token of the page `at` (one's own account)."""
        given = self.token(at or "/console/account") if token is None else token
        return self.client.post(path, data={"csrf_token": given, **fields})

    def sign_in(self, email: str, password: str = PASSWORD, **more: str) -> TestResponse:
        """Signs in."""
        return self.post("/console/sign-in", at="/console/sign-in", email=email, password=password, **more)


@dataclass
class Desk:
    """The parts of the office; `app` is what its browsers talk to."""

    rig: Rig
    app: Flask
    staff: dict[str, Staff] = field(default_factory=dict)

    def browser(self) -> Browser:
        """A browser with no cookies."""
        return Browser(self.app.test_client())

    def signed_in(self, who: str, **more: str) -> Browser:
        """A browser in which somebody is signed in: `admin`, `staff`, `viewer`, `other`."""
        browser = self.browser()
        assert browser.sign_in(self.staff[who].email, **more).status_code == 303
        return browser

    def wait(self, **time: int) -> None:
        """The machine's clock goes on; the business clock too."""
        self.rig.clock.wait(timedelta(**time))

    def audit(self) -> list[AuditEntry]:
        """Everything written down, oldest first."""
        with self.rig.bot.database.read() as tx:
            return tx.audit.since()

    def add(self, email: str, role: Role, *programmes: str) -> Staff:
        """A member of staff with the password `PASSWORD`."""
        with self.rig.bot.database.begin() as tx:
            made = staffing.add(
                tx,
                email,
                "",
                role,
                programmes,
                by=COMMAND_LINE,
                at=self.rig.clock.moment(),
                password=passwords.hashed(PASSWORD),
            )
        assert isinstance(made, Staff), made
        return made


def desk(rig: Rig) -> Desk:
    """Two programmes, an admin, a member of staff, a viewer, and one who sees the second programme only."""
    with rig.bot.database.begin() as tx:
        tx.programmes.put(a_programme("alpha"), rig.clock.now())
        tx.programmes.put(a_programme("beta"), rig.clock.now())
    made = Desk(rig, rig.client.application)
    for who, role, programmes in (
        ("admin", Role.ADMIN, ()),
        ("staff", Role.STAFF, ()),
        ("viewer", Role.VIEWER, ()),
        ("other", Role.STAFF, ("beta",)),
    ):
        made.staff[who] = made.add(f"{who}@office.example", role, *programmes)
    return made
