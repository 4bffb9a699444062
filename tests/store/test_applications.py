"""Applications: one's own is one, every change is in the history, versions grow."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from models.application import Application, ApplicationState, Change
from models.store import Database
from tests.store.making import NOW, an_application, at_once, with_programmes

OWN_AND_LIVE = [
    ApplicationState.DRAFT,
    ApplicationState.SUBMITTED,
    ApplicationState.WAITLISTED,
    ApplicationState.APPROVED,
]


@pytest.fixture(autouse=True)
def programmes(database: Database) -> None:
    """Two programmes to apply to."""
    with_programmes(database, "alpha", "beta")


def add(database: Database, *applications: Application) -> None:
    with database.begin() as tx:
        for application in applications:
            tx.applications.add(application)


def test_of_eight_drafts_begun_at_once_one_is_there(database: Database) -> None:
    def begin(number: int) -> bool:
        try:
            add(database, an_application(f"a{number}"))
        except IntegrityError:
            return False
        return True

    assert sorted(at_once(8, begin)) == [False] * 7 + [True]
    with database.read() as tx:
        assert len(tx.applications.of("Usomchai")) == 1


@pytest.mark.parametrize("state", OWN_AND_LIVE)
def test_a_second_application_of_ones_own_is_refused(database: Database, state: ApplicationState) -> None:
    add(database, an_application("a1", state=state))
    with pytest.raises(IntegrityError):
        add(database, an_application("a2", state=ApplicationState.SUBMITTED))


@pytest.mark.parametrize("state", [ApplicationState.WITHDRAWN, ApplicationState.REJECTED])
def test_after_an_end_one_may_apply_again(database: Database, state: ApplicationState) -> None:
    add(database, an_application("a1", state=state), an_application("a2"))
    with database.read() as tx:
        assert {a.id for a in tx.applications.of("Usomchai")} == {"a1", "a2"}


def test_colleagues_other_people_and_other_programmes_do_not_count(database: Database) -> None:
    add(
        database,
        an_application("own", state=ApplicationState.SUBMITTED),
        an_application("colleague 1", on_behalf=True),
        an_application("colleague 2", state=ApplicationState.SUBMITTED, on_behalf=True),
        an_application("other programme", programme="beta"),
        an_application("other person", user="Umalee"),
    )
    with database.read() as tx:
        assert len(tx.applications.of("Usomchai")) == 4


def test_a_reference_belongs_to_one_application(database: Database) -> None:
    submitted = ApplicationState.SUBMITTED
    add(database, an_application("a1", state=submitted, reference="ALPHA-222222"))
    with database.read() as tx:
        assert tx.applications.reference_taken("ALPHA-222222")
        assert not tx.applications.reference_taken("ALPHA-333333")
    with pytest.raises(IntegrityError):
        add(database, an_application("a2", user="Umalee", state=submitted, reference="ALPHA-222222"))


def test_an_application_to_an_unknown_programme_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError):
        add(database, an_application(programme="unknown"))


def test_what_is_kept_comes_back_with_a_new_version_and_its_history(database: Database) -> None:
    add(database, an_application(answers={"full_name": "สมชาย ใจดี", "email": None}))
    edited = Change(NOW, "applicant", "edited", {"full_name": "สมชาย ใจดี"}, {"full_name": "สมชาย ดีมาก"})
    sent = Change(NOW, "applicant", "submitted", {"state": "draft"}, {"state": "submitted"}, "ครบแล้ว")
    with database.begin() as tx:
        draft = tx.applications.locked("a1")
        assert draft is not None
        kept = tx.applications.keep(
            replace(draft, answers={**draft.answers, "full_name": "สมชาย ดีมาก"}), [edited]
        )
        assert kept.version == 2
    with database.begin() as tx:
        submitted = replace(
            kept, state=ApplicationState.SUBMITTED, reference="ALPHA-222222", submitted_at=NOW
        )
        tx.applications.keep(submitted, [sent])
    with database.begin() as tx:
        found = tx.applications.by_reference("ALPHA-222222")
        assert found == replace(submitted, version=3)
        assert tx.applications.history("a1") == [edited, sent]


def test_staff_and_applicant_changing_it_at_once_lose_nothing(database: Database) -> None:
    add(database, an_application())

    def change(number: int) -> None:
        for turn in range(10):
            with database.begin() as tx:
                application = tx.applications.locked("a1")
                assert application is not None
                answers = {**application.answers, f"{number}-{turn}": "x"}
                tx.applications.keep(
                    replace(application, answers=answers), [Change(NOW, "someone", "edited")]
                )

    at_once(6, change)
    with database.begin() as tx:
        application = tx.applications.locked("a1")
        assert application is not None
        assert (len(application.answers), application.version) == (60, 61)
        assert len(tx.applications.history("a1")) == 60


def test_a_persons_draft_and_own_application_are_found(database: Database) -> None:
    add(
        database,
        an_application("own", state=ApplicationState.APPROVED),
        an_application("colleague", on_behalf=True),
        an_application("withdrawn", programme="beta", state=ApplicationState.WITHDRAWN),
        replace(an_application("newer", programme="beta"), created_at=NOW + timedelta(days=1)),
    )
    with database.read() as tx:
        found = tx.applications
        drafts = [found.draft("Usomchai", programme) for programme in (None, "alpha", "beta")]
        assert [draft and draft.id for draft in drafts] == ["newer", "colleague", "newer"]
        assert found.draft("Umalee") is None
        own = found.own("Usomchai", "alpha")
        assert own is not None and own.id == "own"
        assert found.own("Usomchai", "beta") is None
        assert found.of("Usomchai")[0].id == "newer"


def test_the_list_for_staff_is_in_order_of_arrival_without_drafts(database: Database) -> None:
    submitted = ApplicationState.SUBMITTED
    add(
        database,
        an_application("a1", "U1", submitted, submitted_at=NOW + timedelta(minutes=2)),
        an_application("a2", "U2"),
        an_application("a3", "U3", ApplicationState.WITHDRAWN, submitted_at=NOW),
        an_application("a4", "U4", submitted, "beta"),
        an_application("a5", "U5", submitted, submitted_at=NOW + timedelta(minutes=1)),
    )
    with database.read() as tx:
        assert [a.id for a in tx.applications.submitted("alpha")] == ["a3", "a5", "a1"]


def test_only_the_approved_who_follow_and_are_not_muted_are_reminded(database: Database) -> None:
    approved = ApplicationState.APPROVED
    with database.begin() as tx:
        for user in ("Uwell", "Umuted", "Ublocked", "Uwaiting"):
            tx.people.person(user, NOW)
        tx.people.set_muted("Umuted", True)
        tx.people.set_following("Ublocked", False)
    add(
        database,
        *(an_application(user, user, approved) for user in ("Uwell", "Umuted", "Ublocked", "Unever-seen")),
        an_application("waiting", "Uwaiting", ApplicationState.WAITLISTED),
        an_application("elsewhere", "Uwell", approved, "beta"),
    )
    with database.read() as tx:
        assert {a.user for a in tx.applications.to_remind("alpha")} == {"Uwell", "Unever-seen"}


def test_a_later_answer_about_attendance_replaces_the_earlier(database: Database) -> None:
    add(database, an_application(state=ApplicationState.APPROVED))
    with database.begin() as tx:
        tx.applications.attend("a1", "d01@2024-05-10", "yes", NOW)
        tx.applications.attend("a1", "d02@2024-05-11", "no", NOW)
        tx.applications.attend("a1", "d01@2024-05-10", "substitute", NOW + timedelta(hours=1))
    with database.read() as tx:
        assert tx.applications.attendance("a1") == {"d01@2024-05-10": "substitute", "d02@2024-05-11": "no"}


def test_a_programmes_applications_are_erased_with_all_that_hangs_on_them(database: Database) -> None:
    add(
        database, an_application("a1"), an_application("a2", "Umalee"), an_application("b1", programme="beta")
    )
    with database.begin() as tx:
        draft = tx.applications.locked("a1")
        assert draft is not None
        tx.applications.keep(draft, [Change(NOW, "applicant", "edited")])
        tx.applications.attend("a1", "d01@2024-05-10", "yes", NOW)
    with database.begin() as tx:
        ids = tx.applications.ids_of_programme("alpha")
        assert sorted(ids) == ["a1", "a2"]
        for id in ids:
            tx.applications.drop(id)
    with database.begin() as tx:
        assert [a.id for a in tx.applications.of("Usomchai")] == ["b1"]
        assert tx.applications.locked("a1") is None
        assert tx.applications.history("a1") == []
        assert tx.applications.attendance("a1") == {}
