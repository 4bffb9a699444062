"""One application: seen, decided on, taken back, written about; its files; several side by side."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, request, send_file

from bot.console import asked
from bot.console.here import Here, once
from bot.files import sniff
from bot.files.fetching import stored_at
from handlers.applications import quotas
from handlers.applications.showing import applicant_name, status
from handlers.office import decisions, desk, session_days, viewing
from handlers.refusal import Refusal, Refused
from handlers.wording.office import applications as words
from handlers.wording.office import quotas as quota_words
from handlers.wording.office.sessions import ROUND_MOVED
from models.application import Application, ApplicationState
from models.attachment import AttachmentState
from models.staff import Action, Role
from models.store import Transaction

PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
"""Shown where they are; everything else is saved."""
MOST_COMPARED = 4
LONGEST_REASON = 1_000


def register(pages: Blueprint, here: Here) -> None:
    """`/applications/<reference>` and the forms on it, `/files/<id>`, `…/applications/compare`."""

    def found(tx: Transaction, reference: str) -> Application:
        """An application that is theirs to see; anything else is answered 404."""
        application = tx.applications.referred(reference.upper().replace("\0", ""))
        if application is None or application.state is ApplicationState.DRAFT:
            abort(404)
        here.seen(application.programme)
        return application

    def shown(reference: str, status_code: int = 200, **values: Any) -> Response:
        wanted = asked.wanted() if request.method == "GET" else asked.wanted(form=True)
        with here.read() as tx:
            application = found(tx, reference)
            mine = [p.id for p in here.programmes(tx)]
            seen = viewing.seen(tx, application, wanted, here.at, mine)
        here.choose(seen.programme)
        staff = here.may(Role.STAFF)
        return here.page(
            "application.html",
            status_code,
            seen=seen,
            wanted=wanted,
            link=asked.address,
            words=words,
            quota_words=quota_words,
            counted=quotas.counted(seen.programme),
            staff=staff,
            pictures=PICTURES,
            decision=values.pop("decision", ""),
            reason=values.pop("reason", ""),
            text=values.pop("text", ""),
            conflict=values.pop("conflict", None),
            delay=int(here.bot.settings.decision_delay.total_seconds()),
            **values,
        )

    def back(message: str, reference: str) -> Response:
        wanted = asked.wanted(form=True)
        fields: dict[str, list[str]] = {}
        for name, value in wanted.pairs:
            fields.setdefault(name, []).append(value)
        return here.done(message, "application", reference=reference, **fields)

    @pages.get("/applications/<reference>")
    def application(reference: str) -> Response:
        return shown(reference, once=here.shown_once())

    @pages.post("/applications/<reference>/decision")
    def application_decision(reference: str) -> Response:
        decision, reason = request.form.get("decision", ""), _reason()
        version, past = asked.whole("version"), past_quota(here)
        with here.begin() as tx:
            reference = found(tx, reference).reference or ""
            refused: Refused | None = None
            done: Application | Refused | None = None
            if version is not None:
                done = decisions.decide(
                    tx,
                    reference,
                    decision,
                    by=here.by,
                    reason=reason or None,
                    delay=here.bot.settings.decision_delay,
                    at=here.at,
                    expected=version,
                    past_quota=past,
                )
                refused = done if isinstance(done, Refused) else None
            ring = isinstance(done, Application) and tx.desk.to_ring(done.id) is not None
        typed = {"decision": decision, "reason": reason}
        if version is None:
            return shown(reference, 422, faults={"decision": words.NO_VERSION}, **typed)
        if refused is not None:
            if refused.why is Refusal.CHANGED:
                return shown(reference, 409, conflict=here.refused(refused), **typed)
            return shown(reference, 422, faults={"decision": here.refused(refused)}, **typed)
        here.bot.sender.wake()
        seconds = int(here.bot.settings.decision_delay.total_seconds())
        return back(words.decided(decision, told=not ring, seconds=seconds), reference)

    @pages.post("/applications/<reference>/undo")
    def application_undo(reference: str) -> Response:
        with here.begin() as tx:
            reference = found(tx, reference).reference or ""
            undone = decisions.undo(tx, reference, by=here.by, at=here.at, expected=asked.whole("version"))
        if isinstance(undone, Refused):
            return shown(reference, 409, conflict=here.refused(undone))
        return back(words.undone(undone.state.value), reference)

    @pages.post("/applications/<reference>/notes")
    def application_note(reference: str) -> Response:
        text = request.form.get("text", "")
        with here.begin() as tx:
            one = found(tx, reference)
            refused = desk.note(tx, one, text, by=here.by, at=here.at)
        if refused is not None:
            return shown(reference, 422, faults={"text": here.refused(refused)}, text=text)
        return back(words.NOTED, one.reference or "")

    @pages.post("/applications/<reference>/flags")
    def application_flag(reference: str) -> Response:
        flag, on = request.form.get("flag", ""), request.form.get("on", "1") == "1"
        with here.begin() as tx:
            one = found(tx, reference)
            reference = one.reference or ""
            done = desk.flag(tx, {one.id: reference}, flag, on=on, about=reference, by=here.by, at=here.at)
        if isinstance(done, Refused):
            return shown(reference, 422, faults={"flag": here.refused(done)})
        return back(words.flagged(" ".join(flag.split()), done, on=on), reference)

    @pages.post("/applications/<reference>/rung")
    def application_rung(reference: str) -> Response:
        with here.begin() as tx:
            one = found(tx, reference)
            done = desk.rung(tx, one, by=here.by, at=here.at)
        if isinstance(done, Refused):
            return shown(reference, 409, conflict=here.refused(done))
        return back(words.RUNG, one.reference or "")

    @pages.post("/applications/<reference>/reviewed")
    def application_reviewed(reference: str) -> Response:
        with here.begin() as tx:
            one = found(tx, reference)
            desk.reviewed(tx, one, by=here.by, at=here.at)
        return back(words.REVIEWED, one.reference or "")

    @pages.post("/applications/<reference>/round")
    def application_round(reference: str) -> Response:
        to, version, past = request.form.get("round", ""), asked.whole("version"), past_quota(here)
        with here.begin() as tx:
            reference = found(tx, reference).reference or ""
            moved = session_days.move_round(
                tx, reference, to, version, by=here.by, at=here.at, past_quota=past
            )
        if version is None:
            return shown(reference, 422, faults={"round": words.NO_VERSION})
        if isinstance(moved, Refused):
            if moved.why is Refusal.CHANGED:
                return shown(reference, 409, conflict=here.refused(moved))
            return shown(reference, 422, faults={"round": here.refused(moved)})
        here.bot.sender.wake()
        return back(ROUND_MOVED, reference)

    @pages.post("/applications/<reference>/unmask")
    def application_unmask(reference: str) -> Response:
        try:
            with here.begin() as tx:
                one = found(tx, reference)
                programme = here.programme(tx, one.programme)
                clear = viewing.unmasked(tx, programme, one, here.bot.vault.unseal, by=here.by, at=here.at)
        except ValueError:
            return shown(reference, 422, faults={"unmask": words.CANNOT_OPEN})
        here.show_once(**clear)
        return here.back("application", reference=one.reference)

    @pages.get("/files/<id>")
    def application_file(id: str) -> Response:
        with here.begin() as tx:
            file = tx.attachments.get(id.replace("\0", ""))
            one = tx.applications.seen(file.application) if file and file.application else None
            if file is None or one is None or file.state is not AttachmentState.STORED:
                abort(404)
            here.seen(one.programme)
            tx.audit.note(Action.VIEW_FILE, one.reference or "", by=here.by, at=here.at.now)
        path = stored_at(here.bot.settings.data_dir / "files", file.id)
        if not path.exists():
            abort(404)
        mime = file.mime if file.mime in sniff.SUFFIXES else "application/octet-stream"
        answer = send_file(
            path.resolve(),
            mimetype=mime,
            as_attachment=mime not in PICTURES,
            # Our own name: the sender's may steer whoever saves it.
            download_name=f"{one.reference}-{file.id[:6]}{sniff.SUFFIXES.get(mime or '', '.bin')}",
            max_age=None,
            etag=False,
            conditional=False,
        )
        # Whatever it turns out to be, it is no page of ours: no script, no form, no origin.
        answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @pages.get("/programmes/<id>/applications/compare")
    def applications_compare(id: str) -> Response:
        references = once(request.args.getlist("reference"), MOST_COMPARED + 1)
        with here.read() as tx:
            programme = here.programme(tx, id)
            each = [one for ref in references if (one := found(tx, ref)).programme == id]
            if not 2 <= len(each) <= MOST_COMPARED:
                faults = {"reference": words.COMPARE}
                return here.page("compare.html", 422, programme=programme, heads=[], rows=[], faults=faults)
            heads = [(one, applicant_name(programme, one), status(programme, one)) for one in each]
            rows = viewing.compared(tx, programme, each)
        return here.page("compare.html", programme=programme, heads=heads, rows=rows, words=words)


def past_quota(here: Here) -> bool:
    """Whether a quota does not count this time: an admin's to say."""
    past = request.form.get("past_quota") == "1"
    if past and not here.may(Role.ADMIN):
        abort(403)
    return past


def _reason() -> str:
    return request.form.get("reason", "").replace("\r\n", "\n").replace("\0", "").strip()[:LONGEST_REASON]
