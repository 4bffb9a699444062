"""Correcting an answer in words: at once while its form is open, after a yes once submitted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handlers.applications import applying, form, rounds, showing, steps, switching, taking
from handlers.applications.acts import placing
from handlers.applications.corrections import Correction, corrections, part
from handlers.applications.question_kind import Found, Problem
from handlers.applications.questions import kind_of
from handlers.programmes.admission import Admission, admission
from handlers.turn import Acts, Step, Turn, button, parse_action, word
from handlers.wording import common, signup
from models.application import LIVE, Application, ApplicationState
from models.programme import Programme, Question
from models.reply import Reply

LONG_NUMBER = 11
"""This many digits may be an identity number, which is never kept in clear."""


def correct(turn: Turn) -> Step | None:
    """ "เบอร์ผิด เปลี่ยนเป็น …" at any step of the open form, or another programme; None for anything else."""
    if (offered := switching.offer(turn)) is not None:
        return offered
    found = turn.form
    if found is None or found[1].consented_at is None:
        return None
    programme, application = found
    at = programme.question(turn.conversation.step or "")
    asked = corrections(programme, application.answers, turn.read, turn.today, at)
    return _correct(turn, programme, application, asked) if asked else None


def chosen(turn: Turn, programme: Programme, application: Application, question: Question) -> Step:
    """The question whose answer is to change; the new answer may already have been given."""
    value = turn.conversation.notes.get("value")
    if value is None:
        return steps.at_step(turn, programme, application, question.key)
    return _correct(turn, programme, application, [Correction(question, value)])


def _correct(turn: Turn, programme: Programme, application: Application, asked: Sequence[Correction]) -> Step:
    """Makes the complete corrections; asks about the first incomplete one."""
    read = _read(turn, programme, application, asked)
    application = applying.put_answers(turn.tx, application, read.taken, turn.now)
    told = "\n".join(filter(None, [*read.told, taking.not_kept(turn, programme, application)]))
    if read.open is None:
        return steps.back_to(turn, programme, application, told, changed=read.taken)
    question, value = read.open.question, read.open.text
    if question is not None and value is not None and not told:
        perhaps = kind_of(question).doubtful(question, part(turn.read, value, turn.today))
        if perhaps is not None:
            return placing.offer(turn, programme, application, {question.key: perhaps}, question)
    if question is not None:
        preface = "\n".join(filter(None, [told, read.problem]))
        return steps.at_step(turn, programme, application, question.key, preface)
    if value is None or sum(c.isdigit() for c in value) >= LONG_NUMBER:
        return steps.at_step(turn, programme, application, form.CHOOSE, told)
    return steps.at_step(
        turn, programme, application, form.CHOOSE, signup.which_field_for(value), value=value
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """Corrections as parsed by the kinds of their questions.

    taken    new answers, ready to be stored
    told     lines saying what was changed, and what part of the text was not used
    unused   the lines of `told` about unused text
    open     the first with no new answer yet; `problem` says why, if one was typed
    """

    taken: dict[str, Any]
    told: list[str]
    unused: list[str]
    open: Correction | None = None
    problem: str = ""


def _read(turn: Turn, programme: Programme, application: Application, asked: Sequence[Correction]) -> _Read:
    read = _Read({}, [], [])
    for correction in asked:
        question = correction.question
        if question is not None and correction.removes and not question.required:
            read.taken[question.key] = None
            read.told.extend(signup.corrected(*c) for c in _changes(application, [question], read.taken))
            continue
        if question is None or correction.text is None:
            problem = signup.CANNOT_SKIP if correction.removes else ""
            return replace(read, open=correction, problem=problem)
        before = application.answers.get(question.key)
        answer = kind_of(question).parse(question, part(turn.read, correction.text, turn.today), before)
        if isinstance(answer, Problem):
            answer = _only_value(turn, question) or answer
        if isinstance(answer, Problem):
            return replace(read, open=correction, problem=answer.text)
        refused = rounds.problem(programme, application, question, answer.value, turn.now)
        if refused is not None:
            return replace(read, open=correction, problem=refused)
        read.taken.update(form.sealed(programme, {question.key: answer.value}, turn.means.seal))
        unused = [signup.unused(answer.unused)] if answer.unused else []
        read.unused.extend(unused)
        changed = _changes(application, [question], read.taken)
        read.told.extend([*(signup.corrected(*change) for change in changed), *unused])
    return read


def _only_value(turn: Turn, question: Question) -> Found | None:
    """The one value of the question's kind in the whole text, however its words were read."""
    found = turn.read.all_of(question.kind)
    if len(found) != 1:
        return None
    answer = kind_of(question).parse(question, part(turn.read, found[0].text, turn.today))
    return answer if isinstance(answer, Found) else None


def _changes(
    application: Application, questions: Iterable[Question], values: Mapping[str, Any]
) -> list[tuple[str, str | None, str]]:
    """Label, old answer and new answer, formatted for reading."""
    changes = []
    for question in questions:
        if question.key not in values:
            continue
        given, value = application.answers.get(question.key), values[question.key]
        shown = signup.SKIPPED if value is None else kind_of(question).show(question, value)
        before = None if given is None else kind_of(question).show(question, given)
        # Two masked numbers may look alike: never say that a changed answer is unchanged.
        changes.append((question.label, None if before == shown and given != value else before, shown))
    return changes


def after_sending(turn: Turn) -> Step | None:
    """A correction with no form open: to a submitted application or a waiting draft."""
    if turn.conversation.busy:
        return None
    if (resumed := _put_off(turn)) is not None:
        return resumed
    if turn.read.command == "yes" and (again := _asked_before(turn)) is not None:
        return again
    found = _concerned(turn)
    if not found:
        return None
    if len(found) > 1:
        return _which(turn, found)
    (application, asked) = found[0]
    return _of_one(turn, steps.programme_of(turn, application), application, asked)


def _put_off(turn: Turn) -> Step | None:
    """A bare answer to a change that was let go for a question: it is asked whether to make it."""
    application_id, key = turn.conversation.notes.get("let_go", (None, ""))
    application = turn.tx.applications.locked(application_id) if application_id else None
    if application is None or application.user != turn.user or turn.read.command is not None:
        return None
    programme = steps.programme_of(turn, application)
    question = programme.question(key)
    value = kind_of(question).alone(question, turn.read) if question else None
    if question is None or value is None or not _may_change(turn, programme, application):
        return None
    return _ask(turn, programme, application, form.sealed(programme, {key: value}, turn.means.seal))


def _concerned(turn: Turn) -> list[tuple[Application, tuple[Correction, ...]]]:
    """The applications the text may correct; if any already hold such an answer, only those."""
    found: list[tuple[Application, tuple[Correction, ...]]] = []
    for application in turn.tx.applications.of(turn.user):
        programme = steps.programme_of(turn, application)
        if not _may_change(turn, programme, application):
            continue
        asked = corrections(programme, application.answers, turn.read, turn.today)
        if asked and all(c.question is not None for c in asked):
            found.append((application, asked))
    given = [
        (a, asked)
        for a, asked in found
        if all(c.question and a.answers.get(c.question.key) is not None for c in asked)
    ]
    return given or found


def _may_change(turn: Turn, programme: Programme, application: Application) -> bool:
    if application.state is ApplicationState.DRAFT:
        waits = application.consented_at is not None
        return waits and admission(programme, turn.now) is Admission.OPEN
    return application.state in LIVE


def _of_one(turn: Turn, programme: Programme, application: Application, asked: Sequence[Correction]) -> Step:
    """A draft is changed and resumed; a submitted application is changed after a yes."""
    locked = turn.tx.applications.locked(application.id)
    if locked is None:
        return steps.stale(turn)
    application = locked
    if application.state is ApplicationState.DRAFT:
        return _correct(turn, programme, application, asked)
    read = _read(turn, programme, application, asked)
    if read.open is not None and read.open.question is not None:
        preface = "\n".join(filter(None, [showing.whose(programme, application), read.problem]))
        return steps.at_step(turn, programme, application, read.open.question.key, preface)
    if read.taken.items() <= application.answers.items():
        told = "\n".join([*read.told, showing.whose(programme, application)])
        return turn.close(Reply(told, choices=(word(common.STATUS), word(common.MENU))), outcome="as it is")
    return _ask(turn, programme, application, read.taken, read.unused)


def _ask(
    turn: Turn,
    programme: Programme,
    application: Application,
    values: Mapping[str, Any],
    unused: Sequence[str] = (),
) -> Step:
    """Asks yes or no before a submitted application is changed."""
    waiting = {**_asked_just_now(turn, application), **values}
    changes = _changes(application, programme.questions, waiting)
    name = showing.applicant_name(programme, application)
    text = signup.change_question(changes, application.reference or "", name)
    choices = (
        button(signup.CHANGE_YES, "change.yes", application.id),
        button(signup.CHANGE_NO, "change.no", application.id),
    )
    return turn.close(
        Reply("\n".join([text, *unused]), choices=choices),
        outcome="change asked",
        programme=programme.id,
        notes={"changes": {application.id: waiting}},
    )


def _asked_just_now(turn: Turn, application: Application) -> Mapping[str, Any]:
    """Changes to the same application still waiting for a yes when another one arrives."""
    yes = ("change.yes", [application.id])
    asks = any(c.data and parse_action(c.data) == yes for c in turn.conversation.offered)
    waiting: Mapping[str, Any] = turn.conversation.notes.get("changes", {}).get(application.id, {})
    return waiting if asks else {}


def _asked_before(turn: Turn) -> Step | None:
    """A yes after something else was said meanwhile: it is asked once more, for it may answer that."""
    for id, values in turn.conversation.notes.get("changes", {}).items():
        found = _waiting(turn, [id])
        if not isinstance(found, Step) and all(value is not None for value in values.values()):
            return _ask(turn, *found)
    return None


def _which(turn: Turn, found: Sequence[tuple[Application, tuple[Correction, ...]]]) -> Step:
    """Asks which of several applications is meant."""
    waiting: dict[str, dict[str, Any]] = {}
    labels: dict[str, None] = {}
    lines, choices = [], []
    for application, asked in found:
        programme = steps.programme_of(turn, application)
        read = _read(turn, programme, application, asked)
        questions = [c.question for c in asked if c.question is not None]
        waiting[application.id] = read.taken or {questions[0].key: None}
        labels |= dict.fromkeys(q.label for q in questions)
        mark = application.reference or signup.DRAFT
        name = showing.applicant_name(programme, application)
        lines.append(signup.one_of_several(programme.short_name, mark, name))
        choices.append(button(mark, "change.which", application.id))
    text = "\n".join([signup.which_to_change(list(labels)), *lines])
    return turn.close(
        Reply(text, choices=(*choices, word(common.MENU))),
        outcome="which application to change",
        notes={"changes": waiting},
    )


def which(turn: Turn, arguments: Sequence[str]) -> Step:
    """The button of the application meant."""
    found = _waiting(turn, arguments)
    if isinstance(found, Step):
        return found
    programme, application, values = found
    missing = next((key for key, value in values.items() if value is None), None)
    if missing is not None:
        return steps.at_step(turn, programme, application, missing)
    if application.state is not ApplicationState.DRAFT:
        return _ask(turn, programme, application, values)
    told = [signup.corrected(*change) for change in _changes(application, programme.questions, values)]
    application = applying.put_answers(turn.tx, application, dict(values), turn.now)
    return steps.go_on(turn, programme, application, "\n".join(told))


def yes(turn: Turn, arguments: Sequence[str]) -> Step:
    """Makes the change; the reply names the application and its applicant."""
    found = _waiting(turn, arguments)
    if isinstance(found, Step):
        return found
    programme, application, values = found
    told = [signup.corrected(*change) for change in _changes(application, programme.questions, values)]
    application = applying.put_answers(turn.tx, application, dict(values), turn.now)
    return steps.after(turn, programme, application, "\n".join(told))


def no(turn: Turn, _: Sequence[str]) -> Step:
    """Everything stays as it is."""
    choices = (word(common.STATUS), word(common.MENU))
    return turn.close(Reply(signup.NOT_CHANGED, choices=choices), outcome="not changed")


def _waiting(turn: Turn, arguments: Sequence[str]) -> tuple[Programme, Application, Mapping[str, Any]] | Step:
    """A button's application and its waiting changes; a stale-button reply if it is old or not theirs."""
    application = turn.tx.applications.locked(arguments[0]) if arguments else None
    if application is None or application.user != turn.user:
        return steps.stale(turn)
    programme = steps.programme_of(turn, application)
    values = turn.conversation.notes.get("changes", {}).get(application.id)
    if not values or not _may_change(turn, programme, application):
        return steps.stale(turn)
    return programme, application, values


ACTS = Acts(buttons={"change.which": which, "change.yes": yes, "change.no": no})
