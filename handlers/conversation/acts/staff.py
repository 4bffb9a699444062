"""Reaching a human: a message in this chat, a call back, the announced contact, asking after an answer."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.applications import showing
from handlers.applications.applicable import applicable
from handlers.conversation import cases
from handlers.enquiries.answer import where_to_ask
from handlers.programmes.sessions import known_place
from handlers.reminders import registrations
from handlers.turn import Act, Acts, Flow, InForm, Step, Turn, button, word
from handlers.wording import cases as words
from handlers.wording import common, service, signup
from intents.contacting import Contacting, contacting, number_wrong, own_number, takes_back
from intents.entities import phone as phones
from models.case import Case, CaseKind
from models.programme import Programme
from models.reply import Choice, Reply

FLOW = "staff"
MOST_SHOWN = 4
"""Cases reported on in one reply."""
WORDS, MORE, PHONE = "words", "more", "phone"


def staff(turn: Turn, _: Sequence[str] = ()) -> Step:
    """Offers a message in this chat, a call back, then the announced contact; an open form stays open."""
    programme = turn.programme
    facts = programme.about("contact") if programme else ()
    notes = list(dict.fromkeys(fact.note for fact in facts if fact.note))
    contact = words.contact([fact.text for fact in facts], notes) if facts else words.contact_unannounced()
    choices = list(_ways())
    if turn.conversation.busy and turn.conversation.flow != FLOW:
        choices.append(word(signup.GO_ON))
    text = f"{words.offer(cases.promised(turn))}\n{contact}"
    return turn.say(Reply(text, choices=(*choices, word(common.MENU))), outcome="staff contact")


def leave(turn: Turn, _: Sequence[str] = ()) -> Step:
    """The button ฝากข้อความ: what comes next is for staff."""
    return _waits(turn, WORDS, words.ASK_WORDS)


def forward(turn: Turn, _: Sequence[str] = ()) -> Step:
    """The button ให้เจ้าหน้าที่ตอบ: forwards the last question to staff as typed."""
    line = cases.last_words(turn)
    if line is None:
        return _waits(turn, WORDS, words.NOTHING_TO_FORWARD)
    text = _left(turn, line.text, line.message_id)
    return turn.say(Reply(text, choices=_after(turn)), outcome="question forwarded")


def more(turn: Turn, arguments: Sequence[str]) -> Step:
    """The button under a staff answer: what comes next is added to that case."""
    case = cases.own(turn, arguments[0] if arguments else "")
    if case is None:
        return _waits(turn, WORDS, words.NO_SUCH_CASE)
    return _waits(turn, MORE, words.ASK_WORDS, case=case.id)


def call(turn: Turn, arguments: Sequence[str] = (), saying: str = "") -> Step:
    """The button ให้เจ้าหน้าที่โทรกลับ, or `saying` so in words: offers the known numbers, or asks for one."""
    programme = turn.catalogue.get(arguments[0]) if arguments else None
    turn = turn.about(programme) if programme else turn
    known = _known_phones(turn)
    choices = [button(words.this_number(number)[:20], "staff.number", number) for number in known[:3]]
    notes = {"saying": saying} if saying else {}
    return _waits(turn, PHONE, words.ASK_PHONE, choices=tuple(choices), **notes)


def number(turn: Turn, arguments: Sequence[str]) -> Step:
    """The button of a known number: only the person's own."""
    if not arguments or arguments[0] not in _known_phones(turn):
        return call(turn)
    return _call_noted(turn, arguments[0], str(turn.conversation.notes.get("saying", "")))


def receive(turn: Turn) -> Step | None:
    """The message itself, kept as typed; or a number to ring."""
    step, text = turn.conversation.step, turn.event.text.strip()
    if takes_back(turn.read.text):
        return stop(turn)
    if step == PHONE:
        return _phone(turn, text)
    if step == MORE and (case := cases.own(turn, str(turn.conversation.notes.get("case", "")))) is not None:
        cases.add(turn, case, text, turn.event.message_id)
        said = words.added(case.id, cases.shown(text), cases.promised(turn))
        return turn.close(Reply(said, choices=_after(turn)), outcome="words added")
    said = _left(turn, text, turn.event.message_id)
    return turn.close(Reply(said, choices=_after(turn)), outcome="words left")


def hear(turn: Turn) -> Step | None:
    """ "Ring me", "tell them that …", "the number is dead", "has anybody answered", however worded."""
    if turn.event.in_group:
        return None
    text = turn.event.text.strip()
    meant = contacting(turn.read.text, left=True)
    if meant in (Contacting.ANSWERED_YET, Contacting.LEFT_YET, Contacting.MORE_LEFT):
        if left := turn.tx.cases.of(turn.user):
            return _more(turn, left, text) if meant is Contacting.MORE_LEFT else _standing(turn, left)
        if meant is Contacting.ANSWERED_YET and words.LEFT in text:
            return turn.say(Reply(words.NO_CASES, choices=(*_ways(), word(common.MENU))), outcome="no case")
        meant = contacting(turn.read.text)
    if meant is None and (other := _another_number(turn, text)) is not None:
        return other
    if meant is Contacting.TELL:
        return turn.say(Reply(_left(turn, text, turn.event.message_id), choices=_after(turn)), outcome="told")
    if meant is Contacting.CALL_ME:
        found = turn.read.entity(phones.KIND)
        return _call_noted(turn, phones.show(found.value), text) if found else call(turn, saying=text)
    if meant is Contacting.ON_THE_WAY and _takes_part(turn):
        return _on_the_day(turn, text)
    if meant is Contacting.OUT_OF_REACH:
        filed = cases.file(turn, text, CaseKind.TROUBLE, message_id=turn.event.message_id)
        said = words.trouble_noted(filed, cases.shown(text), cases.promised(turn))
        return turn.say(Reply(said, choices=(*_ways(), word(common.MENU))), outcome="contact out of reach")
    return None


def bot(turn: Turn, _: Sequence[str]) -> Step:
    """คุยกับบอท: staff are through with it, or never were in it."""
    takeover, choices = turn.conversation.staff, (word(common.MENU), word(common.STAFF))
    if takeover is None:
        return turn.say(Reply(words.BOT_HERE, choices=choices), outcome="bot here")
    turn.tx.cases.let_go(takeover.case)
    return turn.say(Reply(words.BOT_AGAIN, choices=choices), outcome="bot again", staff=None)


def _takes_part(turn: Turn) -> bool:
    """They are in a programme: for anybody else it is a word in passing."""
    return bool(registrations.of(turn))


def _on_the_day(turn: Turn, text: str) -> Step:
    """Lost, ill or leaving early: staff see it, and the person sees whom to ring and where it is."""
    filed = cases.file(turn, text, CaseKind.TROUBLE, message_id=turn.event.message_id)
    programme = turn.programme
    lines = [where_to_ask(programme)] if programme is not None else []
    lines += _place_of_own_day(turn, programme) if programme is not None else []
    said = words.on_the_day(filed, cases.shown(text), cases.promised(turn), "\n".join(lines))
    choices = (button(words.CALL_BACK, "staff.call"), word(service.MY_SESSIONS), word(common.MENU))
    return turn.say(Reply(said, choices=choices), outcome="on the day")


def _place_of_own_day(turn: Turn, programme: Programme) -> list[str]:
    own = [it for about, it in registrations.of(turn) if about.id == programme.id]
    days = [day for it in own for day in programme.own_days(it.answers)]
    places = (known_place(programme, day) for day in days if day.date >= turn.today)
    return [place for place in places if place is not None][:1]


def interruptible(turn: Turn) -> bool:
    """Nothing interrupts: anything typed here is for a human."""
    return False


def stop(turn: Turn) -> Step:
    """ยกเลิก or ย้อนกลับ: nothing is left."""
    return turn.close(Reply(words.NOTHING_LEFT, choices=_after(turn)), outcome="no words left")


def again(turn: Turn) -> Reply | None:
    """Asks again for the message or the number."""
    text = words.ASK_PHONE if turn.conversation.step == PHONE else words.ASK_WORDS
    return Reply(text, choices=(word(common.CANCEL),))


def _waits(turn: Turn, step: str, text: str, choices: tuple[Choice, ...] = (), **notes: object) -> Step:
    reply = Reply(text, choices=(*choices, word(common.CANCEL)))
    return turn.close(reply, outcome=f"waiting for {step}", flow=FLOW, step=step, notes=notes)


def _left(turn: Turn, text: str, message_id: str | None) -> str:
    """Adds to the open case about the same programme, else opens one; returns what to say."""
    programme = turn.programme
    open_ = [case for case in turn.tx.cases.of(turn.user) if case.unanswered]
    same = next((c for c in open_ if c.programme == (programme.id if programme else None)), None)
    if same is not None and same.kind is CaseKind.WORDS:
        cases.add(turn, same, text, message_id)
        return words.added(same.id, cases.shown(text), cases.promised(turn))
    return words.noted(cases.file(turn, text, message_id=message_id), cases.shown(text), cases.promised(turn))


def _phone(turn: Turn, text: str) -> Step:
    """A number in any form; if unreadable, it is asked for once more, then taken as typed."""
    found = turn.read.entity(phones.KIND)
    if found is None and own_number(turn.read.text) and (known := _known_phones(turn)):
        return _call_noted(turn, known[0], str(turn.conversation.notes.get("saying", "")))
    if found is None and not turn.conversation.notes.get("unread"):
        choices = (word(common.CANCEL),)
        return turn.say(
            Reply(words.PHONE_ONCE_MORE, choices=choices),
            outcome="no number",
            notes={**turn.conversation.notes, "unread": True},
        )
    saying = str(turn.conversation.notes.get("saying", ""))
    if found is None and not any(letter.isdigit() for letter in text):
        said = _left(turn, " – ".join(filter(None, [saying, text])), turn.event.message_id)
        return turn.close(Reply(f"{words.NO_NUMBER}\n{said}", choices=_after(turn)), outcome="words left")
    return _call_noted(turn, phones.show(found.value) if found else text, saying)


def _call_noted(turn: Turn, number: str, saying: str = "") -> Step:
    """A case that says whom to ring; `saying` is what the person wrote about it, kept whole."""
    filed = cases.file(
        turn,
        " – ".join(filter(None, [saying, f"{words.CALL_TEXT} {number}"])),
        CaseKind.CALL,
        phone=number,
        message_id=turn.event.message_id,
    )
    text = words.call_noted(filed, number, cases.shown(saying), cases.promised(turn))
    return turn.close(Reply(text, choices=_after(turn)), outcome="call asked")


def _more(turn: Turn, left: Sequence[Case], text: str) -> Step:
    """Added as typed to what was left last: staff see that it was taken back, changed or added to."""
    case = next((case for case in left if case.unanswered), left[0])
    cases.add(turn, case, text, turn.event.message_id)
    said = words.added(case.id, cases.shown(text), cases.promised(turn))
    return turn.say(Reply(said, choices=_after(turn)), outcome="words added")


def _another_number(turn: Turn, text: str) -> Step | None:
    """A number corrected, or given alone, while somebody is to be rung: that is the one to ring."""
    found = turn.read.entity(phones.KIND)
    if found is None or not (number_wrong(text) or found.text.strip() == text):
        return None
    waiting = [case for case in turn.tx.cases.of(turn.user) if case.unanswered]
    calls = [case for case in waiting if case.kind is CaseKind.CALL]
    phone = phones.show(found.value)
    if not calls:
        return _call_noted(turn, phone) if waiting and found.text.strip() == text else None
    turn.tx.cases.ring(calls[0].id, phone)
    cases.add(turn, calls[0], text, turn.event.message_id)
    said = words.call_noted(calls[0].id, phone, cases.shown(text), cases.promised(turn))
    return turn.say(Reply(said, choices=_after(turn)), outcome="call number changed")


def _standing(turn: Turn, left: Sequence[Case]) -> Step:
    """Whether anybody has answered: every waiting case, or else the latest."""
    waiting = [case for case in left if case.unanswered][:MOST_SHOWN]
    shown = waiting or list(left[:1])
    text = "\n\n".join(_stands(turn, case) for case in reversed(shown))
    follow = button(words.REPLY, "staff.more", shown[0].id)
    choices = (follow, button(words.CALL_BACK, "staff.call"), word(common.MENU))
    return turn.say(Reply(text, choices=choices), outcome="case standing")


def _stands(turn: Turn, case: Case) -> str:
    if case.answered_at is not None and not case.waits:
        return words.answered(case.id, case.answered_at, cases.shown(case.messages[-1].text))
    if case.closed_at is not None:
        return words.closed(case.id)
    said = [cases.shown(m.text) for m in (case.messages[0], case.messages[-1])]
    quoted = list(dict.fromkeys(said))
    calls = case.kind is CaseKind.CALL
    return words.standing(case.id, quoted, case.messages[-1].at, case.answer_by, turn.now, calls=calls)


def _known_phones(turn: Turn) -> list[str]:
    """Numbers in the person's own applications, formatted for reading."""
    found: list[str] = []
    for application in turn.tx.applications.of(turn.user):
        programme = turn.catalogue.get(application.programme)
        if programme is not None and not application.on_behalf:
            found += showing.phones(applicable(programme, application.answers), application)
    return list(dict.fromkeys(found))


def _ways() -> tuple[Choice, ...]:
    return button(words.LEAVE, "staff.leave"), button(words.CALL_BACK, "staff.call")


def _after(turn: Turn) -> tuple[Choice, ...]:
    waits = turn.tx.applications.draft(turn.user) is not None
    return (*([word(signup.GO_ON)] if waits else []), word(common.MENU))


ACTS = Acts(
    acts=(Act("staff", staff, "ติดต่อเจ้าหน้าที่", in_form=InForm.LEAVES),),
    buttons={
        "staff.leave": leave,
        "staff.call": call,
        "staff.number": number,
        "staff.forward": forward,
        "staff.more": more,
        "staff.bot": bot,
    },
    flow=Flow(FLOW, receive, again, interruptible, commands={"back": stop, "cancel": stop}),
    hears=hear,
    always={words.TO_BOT: "staff.bot"},
)
