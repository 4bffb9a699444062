"""Quotas where staff decide: said with their numbers, passed by an admin alone, told to nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.wording.office.quotas import ASK_ADMIN, PAST, PAST_NOTE
from models.announced import Quota
from models.application import ApplicationState
from models.staff import Action
from tests import many
from tests.console.applying import Counter, attributes
from tests.console.office import Desk, both, values

UDON = (0, 10, 20, 30, 40, 50)
FULL = "โควตา จังหวัด อุดรธานี: อนุมัติแล้ว 4 จาก 4"


@pytest.fixture
def counter(office: Desk) -> Counter:
    """Sixty applications, four of a province, nobody told later."""
    made, of = Counter(office), many.the_programme()
    quota = Quota("province", 4, "จังหวัดละไม่เกิน 4 คน")
    made.fill(60, programme=replace(of, applications=replace(of.applications, quotas=(quota,))))
    made.delay(0)
    return made


def state(counter: Counter, number: int) -> ApplicationState:
    return counter.now(number).state


def test_staff_see_what_is_taken_and_are_refused_where_it_is_full(counter: Counter) -> None:
    staff, admin = counter.desk.signed_in("staff"), counter.desk.signed_in("admin")
    address = f"/console/applications/{counter.reference(40)}"
    assert attributes(staff.get(address), "data-taken", "data-most") == {"data-taken": "0", "data-most": "4"}
    for number in UDON[:4]:
        assert counter.decide(staff, number, "approve").status_code == 303
    page = staff.get(address)
    assert FULL in page.text and ASK_ADMIN in page.text and 'name="past_quota"' not in page.text
    page = counter.decide(staff, 40, "approve")
    assert page.status_code == 422 and f"{FULL} เต็มแล้ว" in page.text
    assert counter.decide(staff, 40, "approve", past_quota="1").status_code == 403
    assert state(counter, 40) is ApplicationState.SUBMITTED
    assert counter.decide(staff, 40, "waitlist").status_code == 303

    assert PAST in admin.get(address).text
    assert counter.decide(admin, 40, "approve").status_code == 422, "an admin says so, or is refused as well"
    assert counter.decide(admin, 40, "approve", past_quota="1").status_code == 303
    assert [it.after for it in counter.desk.audit() if it.object == counter.reference(40)] == [
        "waitlisted",
        PAST_NOTE,
    ]
    counter.work()
    assert not any("โควตา" in words for number in UDON for words in counter.told(number))


def test_an_admin_who_says_so_without_need_has_gone_past_nothing(counter: Counter) -> None:
    admin = counter.desk.signed_in("admin")
    counter.decide(admin, 0, "approve", past_quota="1")
    assert counter.desk.audit()[-1].after == "approved"


def test_a_viewer_sees_no_quota_on_an_application(counter: Counter) -> None:
    page = counter.desk.signed_in("viewer").get(f"/console/applications/{counter.reference(0)}")
    assert page.status_code == 200 and "โควตา" not in page.text and "data-quota" not in page.text


@both
def test_many_are_approved_as_far_as_it_goes_and_the_page_says_so_before(counter: Counter) -> None:
    staff = counter.desk.signed_in("staff")
    wanted = {"expected": "6", "state": "submitted", "province": "อุดรธานี"}
    page = counter.decide_all(staff, "approve", **wanted)
    assert attributes(page, "data-selected", "data-told", "data-past-quota") == {
        "data-selected": "6",
        "data-told": "4",
        "data-past-quota": "2",
    }
    assert values(page, "data-past") == [counter.reference(n) for n in UDON[4:]]
    assert 'name="past_quota"' not in page.text
    assert counter.decide_all(staff, "approve", past_quota="1", confirm="1", **wanted).status_code == 403
    page = staff.get(counter.decide_all(staff, "approve", confirm="1", **wanted).location)
    assert [state(counter, n).value for n in UDON] == ["approved"] * 4 + ["submitted"] * 2
    assert all(counter.reference(n) in page.text for n in UDON[4:]) and FULL in page.text

    admin = counter.desk.signed_in("admin")
    wanted["expected"] = "2"
    page = counter.decide_all(admin, "approve", **wanted)
    assert attributes(page, "data-told", "data-past-quota") == {"data-told": "0", "data-past-quota": "2"}
    assert 'name="past_quota"' in page.text and 'name="confirm"' in page.text
    assert counter.decide_all(admin, "approve", past_quota="1", confirm="1", **wanted).status_code == 303
    assert state(counter, 50) is ApplicationState.APPROVED
    noted = [it.after for it in counter.desk.audit() if it.action is Action.DECIDE]
    assert noted.count(PAST_NOTE) == 2 and noted.count("approved") == 4


def test_rejecting_asks_no_quota(counter: Counter) -> None:
    staff = counter.desk.signed_in("staff")
    page = counter.decide_all(staff, "reject", expected="6", state="submitted", province="อุดรธานี")
    assert attributes(page, "data-told", "data-past-quota") == {"data-told": "6", "data-past-quota": "0"}
