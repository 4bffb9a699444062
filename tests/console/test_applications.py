"""Lists, search and one application: found, seen, decided on, taken back, written about."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import pytest

from models.application import ApplicationState
from models.attachment import AttachmentState
from models.staff import Action
from tests import many
from tests.console.applying import LIST, Counter, attribute, attributes, links, rows
from tests.console.office import Desk, both, counted, said, values


@pytest.fixture
def counter(office: Desk) -> Counter:
    """An office with sixty applications, where applicants are told at once."""
    made = Counter(office)
    made.fill(60)
    made.delay(0)
    return made


# Lists


@pytest.mark.parametrize(
    "typed", ["0042", "080-000-0042", "๐๘๐๐๐๐๐๐๔๒", "+66 80 000 0042", "alpha-22223e", "person42@"]
)
def test_whatever_is_known_of_somebody_finds_their_row(counter: Counter, typed: str) -> None:
    browser = counter.desk.signed_in("viewer")
    for page in (browser.get(f"/console/search?q={quote(typed)}"), browser.get(f"{LIST}?q={quote(typed)}")):
        assert page.status_code == 200
        assert rows(page) == [counter.reference(42)]


@pytest.mark.parametrize("typed", ["%", "_", "'", '"', "z\0z", "ก" * 900, "a" * 5_000], ids=range(7))
def test_what_is_no_word_finds_nothing(counter: Counter, typed: str) -> None:
    browser = counter.desk.signed_in("viewer")
    for address in ("/console/search", LIST):
        page = browser.get(f"{address}?q={quote(typed)}")
        assert (page.status_code, rows(page)) == (200, [])


def test_a_list_is_walked_page_by_page(counter: Counter) -> None:
    browser = counter.desk.signed_in("viewer")
    first = browser.get(f"{LIST}?state=submitted&state=approved&sort=-submitted&nonsense=1")
    assert attribute(first, "data-total") == "48"
    everything = browser.get(LIST)
    (following,) = links(everything, "next")
    second = browser.get(following)
    assert links(second, "next") == [] and len(links(second, "prev")) == 1
    assert rows(everything) + rows(second) == [one.reference for one in counter.made]
    assert rows(browser.get(links(second, "prev")[0])) == rows(everything)
    shown = Counter.now(counter, 0)
    assert values(everything, "data-state")[0] == shown.state.value
    assert values(everything, "data-version")[0] == str(shown.version)


def test_the_filter_goes_along_to_one_application_and_its_neighbours(counter: Counter) -> None:
    browser = counter.desk.signed_in("staff")
    wanted = "?q=หนองบัว&state=submitted&province=ขอนแก่น"
    found = rows(browser.get(f"{LIST}{wanted}"))
    assert len(found) > 2
    page = browser.get(f"/console/applications/{found[1]}{wanted}")
    (before,), (after,) = links(page, "prev"), links(page, "next")
    assert before.split("?")[0].endswith(found[0]) and after.split("?")[0].endswith(found[2])
    assert "province=" in before and "state=submitted" in after
    assert links(browser.get(f"/console/applications/{found[0]}{wanted}"), "prev") == []


def test_what_is_another_programmes_does_not_exist(counter: Counter) -> None:
    other = counter.desk.signed_in("other")
    reference = counter.reference(1)
    for path in (LIST, f"/console/applications/{reference}", f"{LIST}export", f"{LIST}import"):
        page = other.get(path)
        assert page.status_code == 404 and "ใจดี" not in page.text
    assert rows(other.get("/console/search?q=0001")) == []
    assert rows(other.get("/console/to-ring/")) == []
    for path in ("decision", "undo", "notes", "flags", "rung", "reviewed"):
        assert other.post(f"/console/applications/{reference}/{path}", version="1").status_code == 404
    assert counter.decide_all(other, "approve", expected="60", confirm="1").status_code == 404
    assert counter.now(1).version == 1


def test_drafts_are_nobodys_business(counter: Counter) -> None:
    with counter.desk.rig.bot.database.begin() as tx:
        more = {"state": ApplicationState.DRAFT, "reference": "ALPHA-DRAFT2", "submitted_at": None}
        tx.applications.add(many.application(999, **more))
    assert counter.desk.signed_in("admin").get("/console/applications/ALPHA-DRAFT2").status_code == 404


# One application


@both
def test_an_approval_reaches_the_applicant_once(counter: Counter) -> None:
    browser = counter.desk.signed_in("staff")
    version = str(counter.now(0).version)
    answer = counter.decide(browser, 0, "approve")
    assert answer.status_code == 303
    page = browser.get(answer.headers["Location"])
    assert attribute(page, "data-state") == "approved"
    assert "อนุมัติแล้ว" in said(page)
    again = counter.decide(browser, 0, "approve", version=version)
    assert again.status_code == 409
    counter.work()
    assert len(counter.told(0)) == 1 and counter.reference(0) in counter.told(0)[0]
    assert values(page, "data-change")[0] == "approved"
    assert "staff@office.example" in page.text
    entry = counter.desk.audit()[-1]
    assert (entry.action, entry.object, entry.who.staff) == (
        Action.DECIDE,
        counter.reference(0),
        "staff@office.example",
    )
    assert (entry.before, entry.after) == ("submitted", "approved")


def test_a_rejection_gives_its_reason(counter: Counter) -> None:
    browser = counter.desk.signed_in("staff")
    assert counter.decide(browser, 0, "reject", reason="ผู้สมัครเต็มจำนวนแล้ว").status_code == 303
    counter.work()
    (told,) = counter.told(0)
    assert "ผู้สมัครเต็มจำนวนแล้ว" in told
    assert "ผู้สมัครเต็มจำนวนแล้ว" in browser.get(f"/console/applications/{counter.reference(0)}").text


@pytest.mark.parametrize("decision", ["complete", "submitted", "", "approve; DROP"])
def test_what_cannot_be_decided_is_said_and_nothing_happens(counter: Counter, decision: str) -> None:
    answer = counter.decide(counter.desk.signed_in("staff"), 0, decision, reason="เหตุผลของฉัน")
    assert answer.status_code == 422
    assert "เหตุผลของฉัน" in answer.text
    assert counter.now(0).version == 1


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_without_a_version_nothing_is_decided(counter: Counter, version: str) -> None:
    answer = counter.decide(counter.desk.signed_in("staff"), 0, "approve", version=version)
    assert answer.status_code == 422 and counter.now(0).version == 1


@both
def test_the_second_of_two_is_told_what_the_first_did(counter: Counter) -> None:
    first, second = counter.desk.signed_in("admin"), counter.desk.signed_in("staff")
    assert counter.decide(first, 0, "reject", version="1", reason="เต็มแล้ว").status_code == 303
    late = counter.decide(second, 0, "approve", version="1", reason="เอกสารครบ")
    assert late.status_code == 409
    assert attributes(late, "data-state", "data-version") == {"data-state": "rejected", "data-version": "2"}
    for words in ("admin@office.example", "เต็มแล้ว", "เอกสารครบ"):
        assert words in late.text
    assert counter.now(0).state is ApplicationState.REJECTED
    counter.work()
    assert len(counter.told(0)) == 1


@both
def test_a_decision_is_taken_back_before_anybody_is_told(counter: Counter) -> None:
    counter.delay(60)
    browser = counter.desk.signed_in("staff")
    assert counter.decide(browser, 0, "approve").status_code == 303
    counter.wait(seconds=10)
    page = browser.get(f"/console/applications/{counter.reference(0)}")
    assert attribute(page, "data-undo") == "50"
    answer = browser.post(f"/console/applications/{counter.reference(0)}/undo", version="2")
    assert answer.status_code == 303
    after = browser.get(answer.headers["Location"])
    assert attribute(after, "data-state") == "submitted"
    assert values(after, "data-change")[:2] == ["undone", "approved"]
    counter.wait(seconds=600)
    assert counter.told(0) == []
    assert [e.action for e in counter.desk.audit()][-2:] == [Action.DECIDE, Action.UNDO]


def test_once_told_nothing_is_taken_back(counter: Counter) -> None:
    counter.delay(60)
    browser = counter.desk.signed_in("staff")
    counter.decide(browser, 0, "approve")
    counter.wait(seconds=59)
    assert counter.told(0) == []
    counter.wait(seconds=11)
    assert len(counter.told(0)) == 1
    undo = browser.post(f"/console/applications/{counter.reference(0)}/undo", version="2")
    assert undo.status_code == 409
    assert counter.now(0).state is ApplicationState.APPROVED


def test_without_a_delay_nothing_is_taken_back(counter: Counter) -> None:
    browser = counter.desk.signed_in("staff")
    counter.decide(browser, 0, "approve")
    assert browser.post(f"/console/applications/{counter.reference(0)}/undo", version="2").status_code == 409


def test_a_changed_mind_within_the_minute_is_all_that_is_told(counter: Counter) -> None:
    counter.delay(60)
    browser = counter.desk.signed_in("staff")
    counter.decide(browser, 0, "approve")
    counter.wait(seconds=20)
    counter.decide(browser, 0, "reject", reason="ข้อมูลไม่ครบ")
    counter.wait(seconds=20)
    page = browser.get(f"/console/applications/{counter.reference(0)}")
    assert attribute(page, "data-undo") == "40"
    counter.wait(seconds=120)
    (told,) = counter.told(0)
    assert "ข้อมูลไม่ครบ" in told


def test_both_decisions_taken_back_lead_to_where_it_began(counter: Counter) -> None:
    counter.delay(60)
    browser = counter.desk.signed_in("staff")
    counter.decide(browser, 0, "approve")
    counter.decide(browser, 0, "waitlist")
    version = str(counter.now(0).version)
    undo = browser.post(f"/console/applications/{counter.reference(0)}/undo", version=version)
    assert undo.status_code == 303
    assert counter.now(0).state is ApplicationState.SUBMITTED
    counter.wait(seconds=200)
    assert counter.told(0) == []


def test_answers_do_not_wait_behind_a_held_notice(counter: Counter) -> None:
    counter.delay(60)
    rig, browser = counter.desk.rig, counter.desk.signed_in("staff")
    person = rig.line.person("สมศรี")
    with rig.bot.database.begin() as tx:
        tx.applications.keep(replace(counter.made[0], user=person.id))
    counter.decide(browser, 0, "approve")
    rig.post(*rig.line.webhook(person.text("เมนู")))
    rig.deliver()
    assert [next(iter(b)) for b in rig.channel.bodies] == ["replyToken"]


def test_whom_no_push_reaches_is_rung(counter: Counter) -> None:
    counter.block(0)
    browser = counter.desk.signed_in("staff")
    page = browser.get(counter.decide(browser, 0, "approve").headers["Location"])
    assert "ต้องโทรแจ้ง" in said(page)
    counter.work()
    assert counter.told(0) == []
    assert counted(browser.get("/console/"), "to-ring") == 1
    ringing = browser.get("/console/to-ring/")
    assert rows(ringing) == [counter.reference(0)] and "tel:" in ringing.text
    assert browser.post(f"/console/applications/{counter.reference(0)}/rung").status_code == 303
    assert counted(browser.get("/console/"), "to-ring") == 0
    assert browser.post(f"/console/applications/{counter.reference(0)}/rung").status_code == 409


def test_whoever_blocks_the_bot_before_being_told_is_rung(counter: Counter) -> None:
    counter.delay(60)
    rig, browser = counter.desk.rig, counter.desk.signed_in("staff")
    person = rig.line.person("สมศรี")
    with rig.bot.database.begin() as tx:
        tx.applications.keep(replace(counter.made[0], user=person.id))
    counter.decide(browser, 0, "approve")
    rig.post(*rig.line.webhook(person.unfollow()))
    counter.wait(seconds=90)
    assert rig.channel.bodies == []
    assert rows(browser.get("/console/to-ring/")) == [counter.reference(0)]


def test_a_ring_is_taken_back_with_its_decision(counter: Counter) -> None:
    counter.delay(60)
    counter.block(0)
    browser = counter.desk.signed_in("staff")
    counter.decide(browser, 0, "approve")
    assert browser.post(f"/console/applications/{counter.reference(0)}/undo", version="2").status_code == 303
    assert rows(browser.get("/console/to-ring/")) == []


def test_notes_and_flags_are_for_staff(counter: Counter) -> None:
    browser, address = counter.desk.signed_in("staff"), f"/console/applications/{counter.reference(0)}"
    assert browser.post(f"{address}/notes", text=" โทรแล้ว <b>ไม่รับ</b> ").status_code == 303
    assert browser.post(f"{address}/notes", text="  ").status_code == 422
    assert browser.post(f"{address}/flags", flag=" รอ  เอกสาร ").status_code == 303
    assert browser.post(f"{address}/flags", flag="review").status_code == 422
    assert browser.post(f"{address}/flags", flag="ก" * 41).status_code == 422
    page = counter.desk.signed_in("viewer").get(address)
    assert len(values(page, "data-note")) == 1
    assert "โทรแล้ว &lt;b&gt;ไม่รับ&lt;/b&gt;" in page.text and "staff@office.example" in page.text
    assert rows(browser.get(f"{LIST}?flag=รอ เอกสาร")) == [counter.reference(0)]
    browser.post(f"{address}/flags", flag="รอ เอกสาร", on="0")
    assert rows(browser.get(f"{LIST}?flag=รอ เอกสาร")) == []
    counter.work()
    assert counter.told(0) == []
    assert all("โทร" not in (e.after or "") for e in counter.desk.audit())


def test_a_file_is_no_page_whatever_it_is(counter: Counter) -> None:
    rig = counter.desk.rig
    contents = {"image/png": b"\x89PNG\r\n\x1a\n", "application/pdf": b"%PDF-1.7", "image/svg+xml": b"<svg/>"}
    with rig.bot.database.begin() as tx:
        for number in range(len(contents)):
            tx.attachments.want(counter.made[0].id, "why", f"m{number}", '"><svg>.png', rig.clock.now())
        files = tx.attachments.of(counter.made[0].id)
        for file, mime in zip(files, contents, strict=True):
            tx.attachments.stored(file.id, mime, 8)
    for file, data in zip(files, contents.values(), strict=True):
        path = rig.bot.settings.data_dir / "files" / file.id[:2] / file.id
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    browser = counter.desk.signed_in("staff")
    for file, mime in zip(files, contents, strict=True):
        answer = browser.get(f"/console/files/{file.id}")
        answer.close()
        assert answer.status_code == 200
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        inline = answer.headers.get("Content-Disposition", "inline").startswith("inline")
        assert (mime, inline) == (mime, mime == "image/png")
        assert answer.content_type == (mime if mime != "image/svg+xml" else "application/octet-stream")
        assert "svg>" not in answer.headers.get("Content-Disposition", "")
    assert counter.desk.signed_in("viewer").get(f"/console/files/{files[0].id}").status_code == 403
    assert counter.desk.signed_in("other").get(f"/console/files/{files[0].id}").status_code == 404
    assert browser.get("/console/files/%00").status_code == 404
    assert sum(e.action is Action.VIEW_FILE for e in counter.desk.audit()) == 3
    with rig.bot.database.begin() as tx:
        assert tx.attachments.of(counter.made[0].id)[0].state is AttachmentState.STORED


def test_identity_numbers_are_masked_until_an_admin_asks(counter: Counter) -> None:
    rig = counter.desk.rig
    with rig.bot.database.begin() as tx:
        form = many.the_programme()
        asked = replace(form.questions[0], key="national_id", kind="national_id", label="เลขบัตร")
        tx.programmes.put(replace(form, questions=(*form.questions, asked)), rig.clock.now())
        value = {"masked": "x-xxxx-xxxxx-00-3", "sealed": rig.bot.vault.seal("1103700000003")}
        one = counter.made[0]
        tx.applications.keep(replace(one, answers={**one.answers, "national_id": value}))
    address = f"/console/applications/{counter.reference(0)}"
    for who in ("viewer", "staff", "admin"):
        page = counter.desk.signed_in(who).get(address)
        assert "x-xxxx-xxxxx-00-3" in page.text and "1103700000003" not in page.text
    assert counter.desk.signed_in("staff").post(f"{address}/unmask").status_code == 403
    admin = counter.desk.signed_in("admin")
    answer = admin.post(f"{address}/unmask")
    assert answer.status_code == 303
    assert "1103700000003" in admin.get(answer.headers["Location"]).text
    assert "1103700000003" not in admin.get(address).text
    entry = counter.desk.audit()[-1]
    assert (entry.action, entry.object) == (Action.UNMASK, counter.reference(0))


def test_several_are_read_side_by_side(counter: Counter) -> None:
    browser = counter.desk.signed_in("viewer")
    chosen = [counter.reference(n) for n in (3, 4, 5)]
    page = browser.get(f"{LIST}compare?" + "&".join(f"reference={r}" for r in chosen))
    assert values(page, "data-reference") == chosen
    for few in (chosen[:1], [counter.reference(n) for n in range(5)], []):
        assert browser.get(f"{LIST}compare?" + "&".join(f"reference={r}" for r in few)).status_code == 422


def test_others_of_the_same_person_are_shown(counter: Counter) -> None:
    with counter.desk.rig.bot.database.begin() as tx:
        twin = many.application(900, answers={**many.answers(900), "phone": many.answers(3)["phone"]})
        tx.applications.add(twin)
    page = counter.desk.signed_in("viewer").get(f"/console/applications/{counter.reference(3)}")
    assert f"/console/applications/{twin.reference}" in page.text


@pytest.mark.parametrize("nasty", ['"><img src=x onerror=alert(1)>', "<script>alert(1)</script>", "{{7*7}}"])
def test_what_people_typed_is_shown_as_typed(counter: Counter, nasty: str) -> None:
    with counter.desk.rig.bot.database.begin() as tx:
        one = counter.made[0]
        given = {**one.answers, "full_name": nasty, "position": nasty, "organisation": nasty, "why": nasty}
        tx.applications.keep(replace(one, answers=given))
        tx.people.set_name(str(one.user), nasty)
    browser = counter.desk.signed_in("admin")
    reference = counter.reference(0)
    browser.post(f"/console/applications/{reference}/notes", text=nasty)
    browser.post(f"/console/applications/{reference}/flags", flag=nasty)
    pair = f"reference={reference}&reference={counter.reference(1)}"
    one_page = f"/console/applications/{reference}"
    for path in (LIST, one_page, f"/console/search?q={reference}", f"{LIST}compare?{pair}"):
        page = browser.get(path)
        assert page.status_code == 200
        assert "<img src=x" not in page.text and "<script>alert" not in page.text and "49" not in nasty
        assert nasty.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;") in page.text
