"""Deciding on many: what would happen, then a job whose page says what has; flags on many."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, send_file

from bot.assembly import jobs
from bot.console import asked
from bot.console.here import Here, once
from bot.console.pages.application import LONGEST_REASON, past_quota
from bot.console.quota import Looking
from handlers.office import decisions, desk
from handlers.refusal import Refusal, Refused
from handlers.wording.office import applications as words
from handlers.wording.office import quotas as quota_words
from models.job import Job, JobKind, JobState, Problem
from models.listing import Filter, Row
from models.store import Transaction

MOST_CHOSEN = 500
"""References of one form, and applications flagged in one transaction."""


def register(pages: Blueprint, here: Here) -> None:
    """`…/applications/decisions`, `…/applications/flags`, `/jobs/<n>`."""
    looking = Looking(here.bot)

    def chosen(tx: Transaction, id: str, wanted: Filter) -> tuple[list[Row], list[Problem]] | Refused:
        if request.form.get("all") == "1":
            expected = asked.whole("expected")
            if expected is None:
                return [], []
            rows = decisions.all_matching(tx, id, wanted, expected)
            return rows if isinstance(rows, Refused) else (rows, [])
        return decisions.chosen(tx, id, once(request.form.getlist("reference"), MOST_CHOSEN))

    @pages.post("/programmes/<id>/applications/decisions")
    def applications_decisions(id: str) -> Response:
        decision = request.form.get("decision", "")
        wanted = asked.wanted(form=True)
        reason = request.form.get("reason", "").replace("\0", "").strip()[:LONGEST_REASON]
        past = past_quota(here)
        with here.read() as tx:
            programme = here.programme(tx, id)
            found = chosen(tx, id, wanted)
            would = (
                Refused(Refusal.UNKNOWN_DECISION)
                if isinstance(found, Refused)
                else decisions.consequences(tx, decision, *found)
            )
        fault = _fault(found, decision)
        if fault is not None or isinstance(found, Refused) or isinstance(would, Refused):
            status, message = fault or (422, words.NO_DECISION)
            return here.page(
                "decide_none.html",
                status,
                programme=programme,
                faults={"reference": message},
                back=asked.address("applications", wanted, id=id),
            )
        if request.form.get("confirm") == "1":
            rows, missing = found
            with here.begin() as tx:
                number = decisions.begin(
                    tx,
                    id,
                    decision,
                    rows,
                    by=here.by,
                    reason=reason or None,
                    delay=here.bot.settings.decision_delay,
                    at=here.at,
                    missing=missing,
                    past_quota=past,
                )
            here.bot.sender.wake()
            return here.back("job", number=number)
        return here.page(
            "decide_many.html",
            programme=programme,
            would=would,
            reason=reason,
            carried=_carried(wanted, decision),
            quota=looking.messages(),
            delay=int(here.bot.settings.decision_delay.total_seconds()),
            back=asked.address("applications", wanted, id=id),
            words=words,
            quota_words=quota_words,
        )

    @pages.post("/programmes/<id>/applications/flags")
    def applications_flags(id: str) -> Response:
        wanted = asked.wanted(form=True)
        flag, on = request.form.get("new_flag", ""), request.form.get("on", "1") == "1"
        back = asked.address("applications", wanted, id=id)
        with here.read() as tx:
            programme = here.programme(tx, id)
            found = chosen(tx, id, wanted)
        fault = _fault(found, next(iter(words.DECISIONS)))
        rows = [] if isinstance(found, Refused) else found[0]
        done = 0
        for start in range(0, len(rows), MOST_CHOSEN):
            with here.begin() as tx:  # one for all would keep other writers waiting
                ids = {row.id: row.reference for row in rows[start : start + MOST_CHOSEN]}
                flagged = desk.flag(tx, ids, flag, on=on, about=id, by=here.by, at=here.at)
            if isinstance(flagged, Refused):
                fault = 422, here.refused(flagged)
                break
            done += flagged
        if fault is not None:
            faults = {"reference": fault[1]}
            return here.page("decide_none.html", fault[0], programme=programme, faults=faults, back=back)
        fields: dict[str, list[str]] = {}
        for name, value in wanted.pairs:
            fields.setdefault(name, []).append(value)
        return here.done(words.flagged(" ".join(flag.split()), done, on=on), "applications", id=id, **fields)

    def own(tx: Transaction, number: int) -> Job:
        found = tx.jobs.get(number)
        if found is None or found.by != here.staff.email:
            abort(404)
        here.seen(found.programme)
        return found

    @pages.get("/jobs/<int:number>")
    def job(number: int) -> Response:
        with here.read() as tx:
            found = own(tx, number)
            programme = here.programme(tx, found.programme)
            until = decisions.undo_until(tx, found, here.at)
        left = max(1, int((until - here.at.machine).total_seconds())) if until else None
        return here.page(
            "job.html", job=found, programme=programme, undo_left=left, said=_said(found), words=words
        )

    @pages.post("/jobs/<int:number>/undo")
    def job_undo(number: int) -> Response:
        with here.begin() as tx:
            found = own(tx, number)
            done, problems = decisions.undo_all(tx, found, here.by, here.at)
        if not done:
            abort(409)
        here.bot.sender.wake()
        return here.done(words.undone_many(done, len(problems)), "applications", id=found.programme)

    @pages.get("/jobs/<int:number>/file")
    def job_file(number: int) -> Response:
        with here.read() as tx:
            found = own(tx, number)
        path = jobs.folder(here.bot) / (found.file or "")
        if found.file is None or not path.is_file():
            abort(404)
        name = f"{found.programme}.{path.suffix.removeprefix('.')}"
        answer = send_file(path.resolve(), as_attachment=True, download_name=name, etag=False)
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _fault(found: tuple[list[Row], list[Problem]] | Refused, decision: str) -> tuple[int, str] | None:
    """What is wrong with the form: a status, and what is said."""
    if isinstance(found, Refused):
        return 409, words.differs(int(found.data["reference"]), int(found.data["state"]))
    if not any(found):
        return 422, words.NOTHING_CHOSEN
    return None if decision in words.DECISIONS else (422, words.NO_DECISION)


def _carried(wanted: Filter, decision: str) -> list[tuple[str, str]]:
    """All that the confirm page's form needs besides `confirm`."""
    carried = [*wanted.pairs, ("decision", decision)]
    if request.form.get("all") == "1":
        return [*carried, ("all", "1"), ("expected", request.form.get("expected", ""))]
    references = once(request.form.getlist("reference"), MOST_CHOSEN)
    return [*carried, *(("reference", reference) for reference in references)]


def _said(job: Job) -> str:
    """What a job that is through has done."""
    failed = len(job.problems)
    if job.state is not JobState.DONE:
        return ""
    if job.kind is JobKind.DECIDE:
        return words.decided_many(str(job.given.get("decision", "")), job.of - failed, failed)
    if job.kind is JobKind.IMPORT:
        return words.imported(job.of - failed, failed)
    return words.EXPORTED
