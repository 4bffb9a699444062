"""Lists of applications: what one types finds its row, pages lose and repeat nothing, none is read whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from models.application import ApplicationState
from models.listing import NO_LINE, REVIEW, RING, Filter
from models.searching import fold, name_key, words
from models.store import Transaction
from tests import many
from tests.databases import Placed
from tests.store.making import NOW

COUNT = 10_000
WHOLE = re.compile(r"\bSCAN application\b(?!_)|Seq Scan on application\b(?!_)")
"""The large table read from end to end."""


@pytest.fixture
def filled(database: Placed) -> Placed:
    """Two hundred people's applications."""
    many.fill(database, 200, long=10)
    return database


def references(tx: Transaction, **wanted: Any) -> list[str]:
    """What a search finds, in order."""
    return [row.reference for row in tx.listing.page("alpha", Filter(**wanted)).rows]


def code(number: int) -> str:
    """A person's reference."""
    return str(many.application(number).reference)


@pytest.mark.parametrize(
    "typed",
    [
        "+66 800000042",
        "080-000-0042",
        "๐๘๐๐๐๐๐๐๔๒",
        "080 0000 042",
        "(080) 000-0042",
        "0042",
        "alpha-22223e",
        "ALPHA 22223E",
        "22223e",
        "person42@",
        "PERSON42@EXAMPLE.GO.TH",
        "+66 80 000 0042",
    ],
)
def test_one_person_is_found_by_what_is_known_of_them(filled: Placed, typed: str) -> None:
    with filled.read() as tx:
        assert code(42) == "ALPHA-22223E"
        assert references(tx, q=typed) == [code(42)]
        assert [row.reference for row in tx.listing.people(typed)] == [code(42)]


def test_a_name_is_found_by_half_with_other_spaces_and_other_marks(filled: Placed) -> None:
    with filled.read() as tx:
        whole = [code(n) for n in range(200) if n % 10 == 0 and n // 10 % 10 == 1]
        assert references(tx, q="สมศรี  ศรีสุข") == references(tx, q="สมศรีศรีสุข") == whole
        assert references(tx, q="มศรี ศรีส") == whole
        assert references(tx, q="ทองค\u0e4d\u0e32") == references(tx, q="ทองคำ") != []


NOTHING = ("%", "_", "'", '"', "\\", "/", "-", "\0", "ก" * 5_000, "ก " * 2_500, "; DROP")


@pytest.mark.parametrize("typed", NOTHING, ids=range(len(NOTHING)))
def test_what_is_no_word_finds_nothing_and_harms_nothing(filled: Placed, typed: str) -> None:
    with filled.read() as tx:
        assert references(tx, q=typed) == []
        assert tx.listing.people(typed) == []
        assert tx.listing.tally("alpha", Filter(q=typed)).total == 0
        assert tx.listing.tally("alpha", Filter(q=typed)).everything == 200


def test_folding_is_the_same_on_both_sides() -> None:
    assert fold("ALPHA-22 ๒๓") == "alpha2223"
    assert words("ศรีสุข 081-234 5678") == ("ศรีสุข", "0812345678")
    assert words("  ") == () and words("-") is None
    assert len(words("ก " * 50) or ()) == 8


def test_names_sort_as_in_a_dictionary() -> None:
    names = ["นายเกษม ใจดี", "กมล", "แก้ว ดี", "ขาว", "นางสาวกานดา", "ไก่ ดี", "Bob"]
    assert sorted(names, key=name_key) == ["Bob", "กมล", "นางสาวกานดา", "นายเกษม ใจดี", "แก้ว ดี", "ไก่ ดี", "ขาว"]


@pytest.mark.parametrize("sort", ["submitted", "-submitted", "name", "province"])
def test_pages_lose_and_repeat_nothing(filled: Placed, sort: str) -> None:
    wanted = Filter(sort=sort, states=("submitted", "approved"))
    with filled.read() as tx:
        seen, after, befores = [], None, []
        while True:
            page = tx.listing.page("alpha", wanted, after, limit=30)
            seen += [row.reference for row in page.rows]
            befores.append(page.before)
            if page.after is None:
                break
            after = page.after
        whole = [row.reference for row in tx.listing.all_rows("alpha", wanted)]
        assert seen == whole and len(set(seen)) == 160
        assert befores == [None, "", *(seen[n - 1] for n in range(30, 150, 30))]
        assert [a.reference for a in tx.listing.walk("alpha", wanted)] == whole
        middle = whole[77]
        assert tx.listing.beside("alpha", wanted, middle) == (whole[76], whole[78])
        assert tx.listing.beside("alpha", wanted, whole[0]) == (None, whole[1])
        assert tx.listing.beside("alpha", wanted, whole[-1]) == (whole[-2], None)


def test_a_page_after_nothing_known_is_the_first(filled: Placed) -> None:
    with filled.read() as tx:
        first = tx.listing.page("alpha", Filter())
        for wrong in ("", "NOBODY-222222", "\0", code(3) + "x", "'"):
            assert tx.listing.page("alpha", Filter(), wrong) == first


def test_counts_say_what_each_choice_would_come_to(filled: Placed) -> None:
    with filled.begin() as tx:
        tx.desk.flag(f"{3:024x}", "โทรแล้ว", on=True)
        tx.desk.ring(f"{5:024x}", NOW)
        strange = replace(many.application(7), needs_review=True, user=None)
        tx.applications.keep(strange)
    with filled.read() as tx:
        tally = tx.listing.tally("alpha", Filter(states=("approved",), provinces=("ชลบุรี", "ระยอง")))
        assert (tally.total, tally.everything) == (20, 200)
        assert tally.states == {"submitted": 20, "approved": 20}
        assert tally.provinces == {"ระยอง": 20, "ตรัง": 20, "สตูล": 20}
        assert tally.organisation_types == dict.fromkeys(("province",), 20)
        flags = tx.listing.tally("alpha", Filter(flags=(REVIEW,)))
        assert (flags.total, dict(flags.flags)) == (1, {REVIEW: 1, RING: 1, NO_LINE: 1, "โทรแล้ว": 1})
        for flag, number in {REVIEW: 7, RING: 5, NO_LINE: 7, "โทรแล้ว": 3}.items():
            assert references(tx, flags=(flag,)) == [code(number)]
        to_do = tx.listing.to_do(["alpha"])
        assert (to_do.to_decide, to_do.to_ring) == (100, 1)
        assert to_do.oldest == NOW
        assert tx.listing.to_do([]) == replace(to_do, to_decide=0, to_ring=0, oldest=None)
        assert tx.listing.to_do(["other"]).to_decide == 0


def test_what_is_written_of_an_application_is_found_at_once(database: Placed) -> None:
    with database.begin() as tx:
        tx.programmes.put(many.the_programme(), NOW)
        draft = many.application(1, state=ApplicationState.DRAFT, reference=None, submitted_at=None)
        tx.applications.add(draft)
        assert tx.listing.people("person1@") == []
        sent = replace(draft, state=ApplicationState.SUBMITTED, reference=code(1), submitted_at=NOW)
        sent = tx.applications.keep(sent)
        assert references(tx, q="person1@") == [code(1)]
        changed = {**sent.answers, "email": "other@example.go.th", "province": "เลย"}
        tx.applications.keep(replace(sent, answers=changed))
        assert references(tx, q="person1@") == []
        assert references(tx, q="other@", provinces=("เลย",)) == [code(1)]
        tx.applications.drop(sent.id)
        assert references(tx) == []


def test_a_form_that_asks_otherwise_is_read_anew(database: Placed) -> None:
    with database.begin() as tx:
        programme = many.the_programme()
        tx.programmes.put(programme, NOW)
        sent = many.application(1)
        tx.applications.add(replace(sent, answers={**sent.answers, "office": "กองคลังกลาง"}))
        asked = replace(programme.questions[3], key="office")
        programme = replace(programme, questions=(*programme.questions, asked))
        assert references(tx, q="กองคลัง") == []
        tx.programmes.put(programme, NOW)
        tx.applications.index_again(programme)
        assert references(tx, q="กองคลัง") == [code(1)]


def test_nothing_that_is_kept_sealed_can_be_searched_for(database: Placed) -> None:
    with database.begin() as tx:
        programme = many.the_programme()
        identity = replace(programme.questions[0], key="national_id", kind="national_id")
        tx.programmes.put(replace(programme, questions=(*programme.questions, identity)), NOW)
        sent = many.application(1)
        secret = {"masked": "x-xxxx-xxxxx-00-3", "sealed": "gAAAAB"}
        given = {**sent.answers, "national_id": secret, "organisation": "อบต. 1103700000003"}
        tx.applications.add(replace(sent, answers=given))
        for typed in ("1103700000003", "00-3", "gAAAAB", "xxxx"):
            assert references(tx, q=typed) == []


@pytest.mark.fresh
def test_no_list_reads_the_large_table_whole(database: Placed) -> None:
    many.fill(database, COUNT, long=1000)
    if not database.embedded:
        with database._engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE")
    late = code(COUNT - 2_000)
    everything = Filter()
    with database.read() as tx:
        plans = {
            "page": planned(tx, lambda: tx.listing.page("alpha", everything, late)),
            "by name": planned(tx, lambda: tx.listing.page("alpha", Filter(sort="name"), late)),
            "newest": planned(tx, lambda: tx.listing.page("alpha", Filter(sort="-submitted"), late)),
            "search": planned(tx, lambda: tx.listing.page("alpha", Filter(q="ศรีสุข 8000"))),
            "facet": planned(tx, lambda: tx.listing.page("alpha", Filter(provinces=("เลย",)))),
            "tally": planned(tx, lambda: tx.listing.tally("alpha", everything)),
            "tally of a search": planned(tx, lambda: tx.listing.tally("alpha", Filter(q="ศรีสุข"))),
            "flags": planned(tx, lambda: tx.listing.tally("alpha", Filter(flags=(REVIEW, "ก")))),
            "people": planned(tx, lambda: tx.listing.people("ศรีสุข 8000")),
            "beside": planned(tx, lambda: tx.listing.beside("alpha", Filter(q="ศรี"), late)),
            "alike": planned(tx, lambda: tx.listing.alike(many.application(77))),
            "to do": planned(tx, lambda: tx.listing.to_do(["alpha"])),
            "export": planned(tx, lambda: next(tx.listing.walk("alpha", everything))),
        }
    for name, plan in plans.items():
        assert not WHOLE.search(plan), (name, plan)
    for name, index in {
        "page": "ix_application_search_submitted",
        "by name": "ix_application_search_name",
        "newest": "ix_application_search_submitted",
        "export": "ix_application_search_submitted",
    }.items():
        assert index in plans[name], (name, plans[name])
        assert "USE TEMP B-TREE" not in plans[name].partition("application_flag")[0], plans[name]
    assert "Sort" not in plans["export"]


def planned(tx: Transaction, ask: Any) -> str:
    """How the database goes about all that is asked of it here."""
    connection = tx.inbox._session.connection()
    with heard(connection) as asked:
        ask()
    explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    lines = []
    for statement, parameters in asked:
        rows = connection.exec_driver_sql(f"{explain} {statement}", parameters)
        lines += [str(row[-1]) for row in rows]
    return "\n".join(lines)


@contextmanager
def heard(connection: Any) -> Iterator[list[tuple[str, Any]]]:
    """The statements that go to the database meanwhile."""
    asked: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, statement: str, parameters: Any, ___: Any, ____: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(connection, "before_cursor_execute", note)
