"""What people left for staff: by folder, and one case with its answer."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from bot.console.here import Here
from handlers.office import cases
from handlers.office.cases import CaseFile
from handlers.refusal import Refusal, Refused
from handlers.wording.office import inbox as words
from models.case import Folder
from models.staff import Role
from models.store import Transaction

LONGEST = 2_000
"""Characters of an answer: it goes into one message of LINE's, with the words it is framed in."""


def register(pages: Blueprint, here: Here) -> None:
    """`/inbox/`."""

    @pages.get("/inbox/")
    def inbox() -> Response:
        asked = request.args.get("folder", "")
        folder = Folder(asked) if asked in list(Folder) else Folder.OPEN
        with here.read() as tx:
            found = cases.folder(tx, folder, here.staff, here.at.now)
        return here.page("inbox.html", folder=folder, files=found, texts=here.may(Role.STAFF), words=words)

    @pages.get("/inbox/<int:number>")
    def case(number: int) -> Response:
        with here.read() as tx:
            return _shown(here, _found(here, tx, number))

    @pages.post("/inbox/<int:number>/reply")
    def case_reply(number: int) -> Response:
        text = request.form.get("text", "")
        with here.begin() as tx:
            file = _found(here, tx, number)
            if request.form.get("seen", type=int, default=len(file.case.messages)) != len(file.case.messages):
                return _shown(here, file, 409, text=text, changed=True)
            if len(text) > LONGEST:
                return _shown(here, file, 422, text=text, faults={"text": words.too_long(LONGEST)})
            replied = cases.reply(tx, number, text, by=here.by, at=here.at)
            if isinstance(replied, Refused):
                return _shown(here, file, 422, text=text, faults={"text": here.refused(replied)})
        here.bot.sender.wake()
        return here.done(
            words.replied(by_token=replied.by_token, blocked=replied.blocked), "case", number=number
        )

    @pages.post("/inbox/<int:number>/close")
    def case_close(number: int) -> Response:
        with here.begin() as tx:
            _found(here, tx, number)
            if cases.close(tx, number, by=here.by, at=here.at) is not None:
                return here.done(words.closed_already(number), "inbox")
        return here.done(words.closed(number), "inbox")


def _found(here: Here, tx: Transaction, number: int) -> CaseFile:
    found = cases.show(tx, number, here.at.now) if number < 2**31 else Refused(Refusal.NO_CASE)
    if isinstance(found, Refused):
        abort(404)
    here.seen(found.case.programme)
    return cases.seen_by(here.staff, found)


def _shown(
    here: Here,
    file: CaseFile,
    status: int = 200,
    *,
    text: str = "",
    changed: bool = False,
    faults: dict[str, str] | None = None,
) -> Response:
    return here.page(
        "case.html",
        status,
        file=file,
        texts=here.may(Role.STAFF),
        text=text,
        changed=changed,
        longest=LONGEST,
        faults=faults or {},
        words=words,
    )
