"""What holds for every page: who may open it, no form without its token, a record that only grows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.console import roles
from models.application import ApplicationState
from models.broadcast import Audience
from models.case import CaseKind
from models.listing import Filter
from models.staff import Action, Role
from models.store.engine import make_engine
from models.tables import Base
from tests.console.office import PASSWORD, Browser, Desk, Form, both
from tests.databases import Placed
from tests.store.making import an_application

SECRET = "ความลับของคนในโครงการนี้"
NOT_THERE = (
    *("job", "job_undo", "job_file", "application_file", "stock_drop", "question_drop"),
    *("session", "session_change", "session_came", "session_sheet"),
)
"""Pages about what only comes to be by using others: here there is none of it."""
ONCE_ONLY = ("application_undo", "application_rung", "broadcast_stop")
"""Forms that say 409 when there is nothing to do any more."""
DOCS = Path(__file__).parents[2] / "docs"


def prepared(office: Desk) -> dict[str, dict[str, Any]]:
    """Something of programme alpha for every page to be asked about; by endpoint, what its address names."""
    with office.rig.bot.database.begin() as tx:
        tx.people.person("Usomchai", office.rig.clock.now())
        audience = Audience("alpha", Filter())
        now = office.rig.clock.now()
        news = tx.broadcasts.draft(audience, "", "ย้ายห้อง", None, "staff@office.example", now)
        tx.learning.note("มีที่จอดรถไหม", "alpha", "not understood", (), now, asker="Usomchai")
        (question,) = tx.learning.unread()
        number = tx.cases.open("Usomchai", CaseKind.WORDS, "alpha", SECRET, office.rig.clock.now())
        tx.applications.add(an_application(state=ApplicationState.SUBMITTED, reference="ALPHA-234567"))
    victim = office.add("victim@office.example", Role.VIEWER)
    return {
        **{it: {"number": number} for it in roles.ALLOWED if it.startswith("case")},
        **{it: {"number": news} for it in roles.ALLOWED if it.startswith("broadcast_")},
        "broadcast": {"number": news},
        **{it: {"number": question.id} for it in roles.ALLOWED if it.startswith("question_")},
        "question": {"number": question.id},
        **{it: {"number": victim.id} for it in roles.ALLOWED if it.startswith("staff")},
        **{it: {"reference": "ALPHA-234567"} for it in roles.ALLOWED if it.startswith("application_")},
        "application": {"reference": "ALPHA-234567"},
        **{it: {"number": 404} for it in NOT_THERE},
        "invitation": {"token": "none"},
    }


def pages(office: Desk) -> Iterator[tuple[str, str, str]]:
    """(endpoint, method, address) of everything under /console/."""
    named = prepared(office)
    urls = office.app.url_map.bind("localhost")
    for rule in office.app.url_map.iter_rules():
        if not rule.rule.startswith("/console/"):
            continue
        endpoint = rule.endpoint.removeprefix("console.")
        given = dict.fromkeys(rule.arguments, "alpha") | named.get(endpoint, {})
        address = urls.build(rule.endpoint, {k: v for k, v in given.items() if k in rule.arguments})
        for method in sorted(rule.methods or ()):
            yield endpoint, method, address


def ask(browser: Browser, method: str, address: str, token: str) -> Any:
    """One request, with a token that is good."""
    data = {"csrf_token": token} if method == "POST" else None
    return browser.client.open(address, method=method, data=data)


def of_an_object(endpoint: str, address: str) -> bool:
    """Whether a page is about something of one programme."""
    owned = endpoint.startswith(("case", "broadcast_", "question_")) or endpoint in ("broadcast", "question")
    return owned or "alpha" in address.casefold()


@pytest.mark.parametrize("who", ["nobody", "viewer", "staff", "admin", "other"])
def test_each_page_opens_for_whom_the_table_says(office: Desk, who: str) -> None:
    browser = office.browser() if who == "nobody" else office.signed_in(who)
    role = None if who == "nobody" else office.staff[who].role
    seen = 0
    for endpoint, method, address in list(pages(office)):
        if endpoint == "sign_out":
            continue
        token = browser.token("/console/account" if role else "/console/sign-in")
        answer, what = ask(browser, method, address, token), f"{who} {method} {address}"
        seen += 1
        if endpoint in roles.OPEN:
            assert answer.status_code in (200, 303, 404, 422), what
        elif role is None:
            assert answer.status_code == 303, what
            assert answer.headers["Location"].startswith("/console/sign-in?next=/console/"), what
        elif not role.covers(roles.ALLOWED[endpoint]):
            assert answer.status_code == 403, what
        elif method != "OPTIONS" and (
            endpoint in NOT_THERE or (who == "other" and of_an_object(endpoint, address))
        ):
            assert answer.status_code == 404, what
        else:
            usual = (200, 303, 409, 422) if endpoint in ONCE_ONLY else (200, 303, 422)
            assert answer.status_code in usual, f"{what} {answer.status_code}"
        if answer.status_code in (303, 403, 404) or who in ("nobody", "viewer", "other"):
            assert SECRET not in answer.text, what
        if method == "POST" and answer.status_code in (303, 422) and endpoint == "sign_in" and role:
            browser = office.signed_in(who)
    assert seen >= 40


def test_every_page_has_a_role(office: Desk) -> None:
    named = {
        rule.endpoint.removeprefix("console.")
        for rule in office.app.url_map.iter_rules()
        if rule.rule.startswith("/console/")
    }
    assert named == set(roles.ALLOWED) | set(roles.OPEN)
    assert set(roles.LARGER) <= named


def test_a_page_without_a_role_opens_for_nobody(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = office.signed_in("admin")
    monkeypatch.delitem(roles.ALLOWED, "health")
    assert browser.get("/console/health/").status_code == 403


# Tokens


def crawled(browser: Browser) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Every page that links lead to, and every form that posts: its address and its fields."""
    todo, seen, forms = ["/console/"], dict[str, str](), dict[str, dict[str, str]]()
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        page = browser.get(path, follow=True)
        assert page.status_code == 200, path
        if page.mimetype != "text/html":
            page.close()
            continue
        seen[path] = page.text
        for tag, given in Form(page.text).tags:
            if tag == "a" and (to := urljoin(path, unescape(given.get("href", "")))).startswith("/console/"):
                todo.append(to.split("#")[0])
            if tag == "form" and given.get("method") == "post":
                forms[urlsplit(urljoin(path, given.get("action", ""))).path] = {}
    return seen, forms


def dumped(database: Placed) -> dict[str, list[Any]]:
    """Everything in the database."""
    engine = make_engine(database.url)
    with engine.connect() as connection:
        found = {
            table.name: sorted(map(repr, connection.execute(table.select())))
            for table in Base.metadata.sorted_tables
        }
    engine.dispose()
    return found


@both
def test_no_form_is_taken_without_its_own_sessions_token(office: Desk, database: Placed) -> None:
    prepared(office)
    admin, other = office.signed_in("admin"), office.signed_in("staff")
    seen, forms = crawled(admin)
    assert len(seen) >= 10 and len(forms) >= 12
    yesterdays = admin.token("/console/account")
    token = admin.token("/console/account")
    fields = {"csrf_token": token, "email": "admin@office.example", "password": PASSWORD}
    assert admin.client.post("/console/sign-in", data=fields).status_code == 303
    before = dumped(database)
    for bad in (None, "", "x", other.token("/console/account"), yesterdays):
        for address in [*forms, "/console/sign-in"]:
            data = {"confirm": "1", "role": "admin"} | ({} if bad is None else {"csrf_token": bad})
            answer = admin.client.post(address, data=data)
            assert answer.status_code == 400, f"{address} {bad}"
            assert "ส่งแบบฟอร์มนี้ไม่ได้" in answer.text
    assert dumped(database) == before
    good = admin.token("/console/")
    assert admin.client.post("/console/sign-out", data={"csrf_token": good}).status_code == 303


def test_pages_have_one_heading_a_title_and_their_language(office: Desk) -> None:
    prepared(office)
    seen, _ = crawled(office.signed_in("admin"))
    for path, html in seen.items():
        assert len(re.findall(r"<h1[ >]", html)) == 1, path
        assert '<html lang="th"' in html and re.search(r"<title>[^<]+</title>", html), path
        assert not re.search(r"<script(?![^>]*src=)|style=|onclick=|href=\"https?:|src=\"https?:", html), path


def test_no_template_lets_markup_through() -> None:
    for file in (Path(__file__).parents[2] / "bot" / "console" / "templates").rglob("*.html"):
        written = file.read_text("utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape|Markup", written), file


def test_markup_that_somebody_wrote_is_shown_as_written(office: Desk) -> None:
    evil = '"><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}'
    with office.rig.bot.database.begin() as tx:
        tx.people.person("Uevil", office.rig.clock.now())
        tx.people.set_name("Uevil", evil)
        number = tx.cases.open("Uevil", CaseKind.WORDS, None, evil, office.rig.clock.now())
    browser = office.signed_in("admin")
    for path in ("/console/inbox/", f"/console/inbox/{number}"):
        page = browser.get(path).text
        assert "<img src=x" not in page and "<script>alert" not in page
        assert "{{7*7}}" in page


def test_what_is_wrong_is_said_in_the_consoles_look(office: Desk) -> None:
    browser = office.signed_in("viewer")
    for path, status in (("/console/nothing", 404), ("/console/staff/", 403), ("/console/sign-out", 405)):
        page = browser.get(path)
        assert page.status_code == status and '<html lang="th"' in page.text, path
    token = browser.token("/console/account")
    large = browser.client.post("/console/account/password", data={"csrf_token": token, "x": "y" * 2**21})
    assert large.status_code == 413 and "ใหญ่เกิน" in large.text
    assert office.rig.client.get("/nothing").text != browser.get("/console/nothing").text


def test_a_fault_of_ours_tells_nothing(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = office.signed_in("viewer")

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr("handlers.office.today.today", broken)
    page = browser.get("/console/")
    assert page.status_code == 500 and "ระบบขัดข้อง" in page.text and SECRET not in page.text


def test_the_webhook_needs_neither_session_nor_token(office: Desk) -> None:
    assert office.rig.client.get("/healthz").status_code == 200
    assert office.rig.client.post("/callback", data=b"{}").status_code == 400
    from tests.edge.test_webhook import call

    assert call(office.rig) == 200


# The record


@both
def test_the_database_refuses_to_change_the_record(office: Desk, database: Placed) -> None:
    office.signed_in("staff")
    before = office.audit()
    engine = make_engine(database.url)
    for statement in ("UPDATE audit SET staff = 'x'", "DELETE FROM audit"):
        with pytest.raises(DBAPIError), engine.begin() as connection:
            connection.execute(text(statement))
    engine.dispose()
    assert office.audit() == before and before


@pytest.mark.postgresql
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_with_the_documented_roles_the_bot_may_add_to_the_record_and_no_more(
    office: Desk, database: Placed
) -> None:
    (sql,) = re.findall(
        r"```sql\n(CREATE ROLE record_owner.+?)```", (DOCS / "operating.md").read_text("utf-8"), re.S
    )
    office.signed_in("staff")
    engine = make_engine(database.url)
    bot, records = (f"{it}_{engine.url.database}" for it in ("bot", "records"))
    with engine.begin() as connection:
        connection.execute(text(f"CREATE ROLE {bot}"))
        for table in Base.metadata.sorted_tables:
            connection.execute(text(f"ALTER TABLE {table.name} OWNER TO {bot}"))
        for statement in (
            sql.replace("record_owner", records).replace("TO rapsamak;", f"TO {bot};").split(";")
        ):
            if statement.strip():
                connection.execute(text(statement))
    try:
        for statement, allowed in (
            ("INSERT INTO audit (at, staff, role, action, object) VALUES (now(), '', '', 'note', '')", True),
            ("SELECT count(*) FROM audit", True),
            ("UPDATE staff SET name = ''", True),
            ("UPDATE audit SET staff = 'x'", False),
            ("DELETE FROM audit", False),
            ("TRUNCATE audit", False),
            ("ALTER TABLE audit DISABLE TRIGGER ALL", False),
            ("DROP TABLE audit", False),
        ):
            with engine.connect() as connection:
                connection.execute(text(f"SET ROLE {bot}"))
                if allowed:
                    connection.execute(text(statement))
                    continue
                with pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
                    connection.execute(text(statement))
    finally:
        with engine.begin() as connection:
            for role in (bot, records):
                connection.execute(text(f"DROP OWNED BY {role} CASCADE"))
                connection.execute(text(f"DROP ROLE {role}"))
        engine.dispose()


def test_nothing_in_the_code_changes_the_record() -> None:
    from models.store import audit

    kept = Path(audit.__file__).read_text("utf-8")
    assert "update(" not in kept and "delete(" not in kept
    named = (
        "sign-in sign-in-failed locked sign-out decide undo note export export-unsealed unmask view-file "
        "import programme session take reply give-back close teach broadcast broadcast-stop staff"
    )
    assert " ".join(Action) == named
