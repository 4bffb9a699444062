"""What the bot could not answer: what it said, what it would say if taught, and teaching it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, request

from bot.console import previewing
from bot.console.here import Here
from handlers.conversation.as_text import text_of
from handlers.conversation.repertoire import acts
from handlers.enquiries.answer import answer_kinds
from handlers.office import teaching
from handlers.refusal import Refusal, Refused
from handlers.wording.office import questions as words
from models.learning import Unread
from models.reply import Reply
from models.staff import Role
from models.store import Transaction

GUESSES = 3
SHOWN = 300
"""Questions that are listed, the most asked."""


def register(pages: Blueprint, here: Here) -> None:
    """`/questions/`."""

    def found(tx: Transaction, number: int) -> Unread:
        """A question that is theirs to see; anything else is answered 404."""
        one = tx.learning.get(number) if number < 2**31 else None
        if one is None or not teaching.seen_by(here.staff, [one]):
            abort(404)
        return one

    def would_say(one: Unread, intent: str, programme: str, answer: str) -> tuple[Reply, ...]:
        """The bot's answer to the question if it were taught so."""
        now = here.at.now

        def taught(tx: Transaction) -> object:
            if intent:
                return teaching.teach(tx, one.id, intent, now, by=here.by)
            return teaching.teach_answer(tx, one.id, programme, answer, now, by=here.by)

        about = one.programme if intent else programme
        return previewing.answered(here.bot, one.text, about, taught)

    def shown(one: Unread, status: int = 200, **values: Any) -> Response:
        with here.read() as tx:
            mine = here.programmes(tx)
            answers = {it.id: a.text for it in mine for a in it.staff_answers if a.id == one.answer_id}
        staff = here.may(Role.STAFF)
        guesses = [it for it in one.guesses if it in _labels()][:GUESSES] if staff else []
        typed: dict[str, Any] = {
            "intent": one.intent or "",
            "chosen": one.answer or one.programme or (mine[0].id if len(mine) == 1 else ""),
            "answer": answers.get(one.answer or "", ""),
            "preview": None,
            "faults": {},
        }
        return here.page(
            "question.html",
            status,
            one=one,
            says=text_of(previewing.answered(here.bot, one.text, one.programme)),
            guesses=[(it, _labels()[it], text_of(would_say(one, it, "", ""))) for it in guesses],
            meanings=[it for it in _labels().items() if it[0] not in guesses],
            programmes=[(it.id, it.short_name) for it in mine],
            longest=teaching.LONGEST,
            staff=staff,
            words=words,
            **{**typed, **values},
        )

    def asked(one: Unread) -> tuple[dict[str, Any], dict[str, str]]:
        """What the form says, and what is wrong with it."""
        form = request.form
        answer = form.get("answer", "").replace("\r\n", "\n").strip()
        given = {"intent": form.get("intent", ""), "chosen": form.get("programme", ""), "answer": answer}
        faults = {}
        if answer and not given["intent"]:
            if not given["chosen"]:
                faults["programme"] = words.NO_PROGRAMME
        elif not given["intent"]:
            faults["intent"] = words.NO_CHOICE
        return given, faults

    def asked_of(number: int) -> tuple[Unread, dict[str, Any], dict[str, str]]:
        """The question, what the form says of it, and what is wrong with that."""
        with here.read() as tx:
            one = found(tx, number)
            given, faults = asked(one)
            if given["chosen"] and not given["intent"]:
                here.programme(tx, given["chosen"])
        return one, given, faults

    @pages.get("/questions/")
    def questions() -> Response:
        tab = "taught" if request.args.get("tab") == "taught" else "waiting"
        with here.read() as tx:
            every = teaching.taught(tx) if tab == "taught" else teaching.unread(tx)
            names = {it.id: it.short_name for it in here.programmes(tx)}
        rows = teaching.seen_by(here.staff, every)[:SHOWN]
        return here.page("questions.html", tab=tab, rows=rows, names=names, labels=_labels(), words=words)

    @pages.get("/questions/<int:number>")
    def question(number: int) -> Response:
        with here.read() as tx:
            one = found(tx, number)
        return shown(one)

    @pages.post("/questions/<int:number>/preview")
    def question_preview(number: int) -> Response:
        """What the bot would say; nothing is taught."""
        one, given, faults = asked_of(number)
        if faults:
            return shown(one, 422, faults=faults, **given)
        said = would_say(one, given["intent"], given["chosen"], given["answer"])
        return shown(one, preview=text_of(said) or words.NOTHING_SAID, **given)

    @pages.post("/questions/<int:number>/teach")
    def question_teach(number: int) -> Response:
        one, given, faults = asked_of(number)
        if faults:
            return shown(one, 422, faults=faults, **given)
        # Told to whoever left it: found out before, for it takes the writer's turn.
        said = given["answer"] if not given["intent"] else text_of(would_say(one, given["intent"], "", ""))
        with here.begin() as tx:
            now = here.at.now
            if given["intent"]:
                refused = teaching.teach(tx, number, given["intent"], now, by=here.by)
            else:
                text, programme = given["answer"], given["chosen"]
                refused = teaching.teach_answer(tx, number, programme, text, now, by=here.by)
            told = 0
            if refused is None and said:
                told = teaching.answer_left(tx, one, said, here.staff, by=here.by, at=here.at)
        if isinstance(refused, Refused):
            if refused.why is Refusal.NO_QUESTION:
                abort(404)
            field = "intent" if refused.why is Refusal.NO_INTENT else "answer"
            return shown(one, 422, faults={field: here.refused(refused)}, **given)
        if told:
            here.bot.sender.wake()
        return here.done(words.taught(told), "questions")

    @pages.post("/questions/<int:number>/drop")
    def question_drop(number: int) -> Response:
        with here.begin() as tx:
            found(tx, number)
            teaching.drop(tx, number, here.at.now, by=here.by)
        return here.done(words.DROPPED, "questions")


def _labels() -> dict[str, str]:
    """Meanings a question may have, by intent, in the words of the buttons."""
    labels = {intent: kind.label for intent, kind in answer_kinds().items()}
    return labels | {intent: act.label for intent, act in acts().items() if act.label}
