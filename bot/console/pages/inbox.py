"""What people left for staff: by folder, one case with its talk, who has it, notes, words to answer with."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from flask import Blueprint, Response, abort, request

from bot.console.here import Here
from bot.console.quota import Looking
from handlers.office import cases, teaching, thread
from handlers.office.cases import CaseFile, Taking
from handlers.refusal import Refusal, Refused
from handlers.wording.office import inbox as words
from intents.private import without_personal_data
from models.calendar import at, local_day
from models.case import Folder, Sender
from models.staff import Action, Role
from models.store import Transaction
from models.understanding import Context

LONGEST = 2_000
"""Characters of an answer: it goes into one message of LINE's, with the words it is framed in."""
LONGEST_NOTE = 2_000
MORNING = time(9)
"""When what was put off to a day is seen again."""


def register(pages: Blueprint, here: Here) -> None:
    """`/inbox/`."""
    desk = _Desk(here)

    @pages.get("/inbox/")
    def inbox() -> Response:
        asked = request.args.get("folder", "")
        folder = Folder(asked) if asked in list(Folder) else Folder.OPEN
        with here.read() as tx:
            found = cases.folder(tx, folder, here.staff, here.at.now)
        staff = here.may(Role.STAFF)
        return here.page("inbox.html", folder=folder, files=found, texts=staff, words=words, now=here.at.now)

    @pages.get("/inbox/<int:number>")
    def case(number: int) -> Response:
        left = desk.left()
        with here.read() as tx:
            return desk.shown(tx, desk.found(tx, number), left=left)

    @pages.post("/inbox/<int:number>/reply")
    def case_reply(number: int) -> Response:
        text = request.form.get("text", "")
        with here.begin() as tx:
            file = desk.found(tx, number)
            if request.form.get("seen", type=int, default=len(file.case.messages)) != len(file.case.messages):
                return desk.shown(tx, file, 409, text=text, changed=True)
            if len(text) > LONGEST:
                return desk.shown(tx, file, 422, text=text, faults={"text": words.too_long(LONGEST)})
            replied = cases.reply(tx, number, text, by=here.by, at=here.at, taking=desk.taking())
            if isinstance(replied, Refused):
                return desk.refused(tx, file, replied, "text", text=text)
        here.bot.sender.wake()
        return here.done(
            words.replied(by_token=replied.by_token, blocked=replied.blocked), "case", number=number
        )

    @pages.post("/inbox/<int:number>/take")
    def case_take(number: int) -> Response:
        with here.begin() as tx:
            file = desk.found(tx, number)
            refused = cases.take(tx, number, by=here.by, at=here.at, taking=desk.taking())
            if refused is not None:
                return desk.refused(tx, file, refused, "text")
        return here.done(words.TOOK, "case", number=number)

    @pages.post("/inbox/<int:number>/give-back")
    def case_give_back(number: int) -> Response:
        with here.begin() as tx:
            file = desk.found(tx, number)
            refused = desk.anothers(file) or cases.give_back(tx, number, by=here.by, at=here.at)
            if refused is not None:
                return desk.refused(tx, file, refused, "text")
        return here.done(words.GAVE_BACK, "case", number=number)

    @pages.post("/inbox/<int:number>/close")
    def case_close(number: int) -> Response:
        keeps = bool(here.bot.settings.keeping.chats)
        with here.begin() as tx:
            file = desk.found(tx, number)
            if (taken := desk.anothers(file)) is not None:
                return desk.refused(tx, file, taken, "text")
            if cases.close(tx, number, by=here.by, at=here.at, keeps_chats=keeps) is not None:
                return here.done(words.closed_already(number), "inbox")
        return here.done(words.closed(number), "inbox")

    @pages.post("/inbox/<int:number>/snooze")
    def case_snooze(number: int) -> Response:
        asked = request.form.get("until", "")
        with here.begin() as tx:
            file = desk.found(tx, number)
            if asked and asked not in words.SNOOZES:
                return desk.shown(tx, file, 422, faults={"until": words.NOT_SNOOZED})
            until = _until(asked, here.at.now) if asked else None
            refused = cases.snooze(tx, number, until, by=here.by, at=here.at)
            if refused is not None:
                return desk.refused(tx, file, refused, "until")
        return here.done(words.snoozed(until) if until else words.UNSNOOZED, "case", number=number)

    @pages.post("/inbox/<int:number>/notes")
    def case_note(number: int) -> Response:
        text = request.form.get("note", "")
        with here.begin() as tx:
            file = desk.found(tx, number)
            refused = cases.tell_colleagues(tx, number, text[:LONGEST_NOTE], by=here.by, at=here.at)
            if refused is not None:
                return desk.refused(tx, file, refused, "note")
        return here.done(words.NOTED, "case", number=number)

    @pages.post("/inbox/<int:number>/insert")
    def case_insert(number: int) -> Response:
        """The case with something put into the answer that is being written; sends and keeps nothing."""
        text, wanted = request.form.get("text", ""), request.form.get("insert", "")
        with here.read() as tx:
            file = desk.found(tx, number)
            known = {key: said for key, _, said in (*desk.stock(tx), *desk.facts(tx, file))}
            text = "\n".join(filter(None, [text.rstrip(), known.get(wanted, "")]))
            return desk.shown(tx, file, text=text)

    @pages.post("/inbox/<int:number>/question")
    def case_question(number: int) -> Response:
        """What was asked joins the questions to teach: without personal data, as those not read well."""
        with here.begin() as tx:
            file = desk.found(tx, number)
            asked = next((m for m in reversed(file.case.messages) if m.sender is Sender.PERSON), None)
            if asked is None or file.case.user is None:
                return desk.shown(tx, file, 422, faults={"text": words.NOTHING_ASKED})
            catalogue, about = tx.programmes.catalogue(), file.case.programme
            context = Context(about, None)
            read = here.bot.read(asked.text, catalogue.vocabulary, context, local_day(here.at.now))
            text, guesses = without_personal_data(read), [it.name for it in read.intents[:3]]
            if tx.learning.number(text) is None:
                why = teaching.LEFT_FOR_STAFF
                tx.learning.note(text, about, why, guesses, here.at.now, asker=file.case.user)
                tx.audit.note(Action.TEACH, str(number), by=here.by, at=here.at.now, after="from a case")
            question = tx.learning.number(text)
        return here.back("question", number=question)

    @pages.get("/inbox/answers/")
    def stock() -> Response:
        return _answers(here)

    @pages.post("/inbox/answers/")
    def stock_add() -> Response:
        title, text = request.form.get("title", ""), request.form.get("text", "")
        if len(text) > LONGEST:
            faults = {"text": words.too_long(LONGEST)}
            return _answers(here, 422, title=title, text=text, faults=faults)
        with here.begin() as tx:
            refused = cases.stock_add(tx, title, text, by=here.by, at=here.at)
        if refused is not None:
            faults = {"title": here.refused(refused)}
            return _answers(here, 422, title=title, text=text, faults=faults)
        return here.done(words.STOCK_ADDED, "stock")

    @pages.post("/inbox/answers/<int:number>/drop")
    def stock_drop(number: int) -> Response:
        with here.begin() as tx:
            if number >= 2**31 or cases.stock_drop(tx, number, by=here.by, at=here.at) is not None:
                abort(404)
        return here.done(words.STOCK_DROPPED, "stock")


class _Desk:
    """One case on the page."""

    def __init__(self, here: Here) -> None:
        self._here = here
        self._looking = Looking(here.bot)

    def found(self, tx: Transaction, number: int) -> CaseFile:
        """A case that is theirs to see; anything else is answered 404."""
        here = self._here
        found = cases.show(tx, number, here.at.now) if number < 2**31 else Refused(Refusal.NO_CASE)
        if isinstance(found, Refused):
            abort(404)
        here.seen(found.case.programme)
        return cases.seen_by(here.staff, found)

    def left(self) -> int | None:
        """How many of the month's messages nothing is planned for. Never asked in a transaction."""
        return self._looking.messages().left

    def taking(self) -> Taking:
        """What taking it would mean."""
        here = self._here
        over = request.form.get("over") == "1"
        return Taking(here.staff.name, here.bot.settings.takeover, over)

    def anothers(self, file: CaseFile) -> Refused | None:
        """Refused while a colleague talks with the person, unless it is to be taken over."""
        holder = file.case.held_by(self._here.at.now)
        if holder in (None, self._here.staff.email) or request.form.get("over") == "1":
            return None
        return Refused(Refusal.TAKEN, {"by": str(holder), "number": str(file.case.id)})

    def refused(
        self, tx: Transaction, file: CaseFile, refused: Refused, field: str, text: str = ""
    ) -> Response:
        """The page with what was refused; what a colleague talks about is a conflict."""
        if refused.why is Refusal.TAKEN:
            return self.shown(tx, file, 409, text=text, taken=self._here.refused(refused))
        return self.shown(tx, file, 422, text=text, faults={field: self._here.refused(refused)})

    def stock(self, tx: Transaction) -> list[tuple[str, str, str]]:
        """Words to answer with: key, title, text."""
        return [(f"answer:{one.id}", one.title, one.text) for one in tx.cases.stock()]

    def facts(self, tx: Transaction, file: CaseFile) -> list[tuple[str, str, str]]:
        """What is announced: of the case's programme, those applied to, or else all. Key, quote, text."""
        about = dict.fromkeys(filter(None, [file.case.programme, *(a.about for a in file.applicants)]))
        found = []
        for programme in self._here.programmes(tx):
            if not about or programme.id in about:
                for place, fact in enumerate(programme.facts):
                    found.append((f"fact:{programme.id}:{place}", fact.quote or "", fact.text))
        return found

    def shown(self, tx: Transaction, file: CaseFile, status: int = 200, **values: Any) -> Response:
        """The case's page."""
        here, at = self._here, self._here.at
        texts = here.may(Role.STAFF)
        values = {"text": "", "changed": False, "taken": None, "faults": {}, **values}
        left = values.pop("left", None)
        fresh = cases.token_left(tx, file.case, at)
        return here.page(
            "case.html",
            status,
            file=file,
            texts=texts,
            spoken=thread.of(tx, file.case),
            stock=self.stock(tx) if texts else (),
            facts=self.facts(tx, file) if texts else (),
            held_by=file.case.held_by(at.now),
            put_off=file.case.put_off(at.now),
            cost=words.cost(fresh.total_seconds() if fresh else None, left),
            longest=LONGEST,
            words=words,
            **values,
        )


def _answers(here: Here, status: int = 200, **values: Any) -> Response:
    with here.read() as tx:
        stock = tx.cases.stock()
    values = {"title": "", "text": "", "faults": {}, **values}
    return here.page("stock.html", status, stock=stock, longest=LONGEST, words=words, **values)


def _until(asked: str, now: datetime) -> datetime:
    """When a case is seen again."""
    if asked == "hour":
        return now + timedelta(hours=1)
    today = local_day(now)
    days = 1 if asked == "tomorrow" else 7 - today.weekday()
    return at(today + timedelta(days=days), MORNING)
