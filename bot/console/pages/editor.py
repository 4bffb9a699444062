"""The editor of a programme: part by part or as a file, a phone beside it, nothing overwritten silently."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, request, url_for

from bot.console import drafts, previewing
from bot.console.change_words import InWords
from bot.console.drafts import FILE, Draft, Pasting
from bot.console.here import PAGES, Here
from bot.console.previewing import Said
from bot.console.quota import Looking
from handlers.conversation.as_text import text_of
from handlers.enquiries.answer import answer_kinds
from handlers.office import editing, merging, pasted, programmes, references, saving, sections
from handlers.office.programmes import Changed
from handlers.office.saving import Stale
from handlers.office.session_days import waiting
from handlers.wording import dates
from handlers.wording.office import pasted as pasted_words
from handlers.wording.office import programmes as words
from handlers.wording.office import sections as names
from models import programme_file
from models.calendar import local_day
from models.catalogue import Catalogue
from models.edit import Edit
from models.programme import Programme
from models.staff import Role
from models.understanding import Context

SEEN = 200
"""Characters of a line by which is told what it is about."""
SURE = 0.5
"""How sure that must be."""


def register(pages: Blueprint, here: Here) -> None:
    """`…/edit`, `…/preview`, `…/file`, `…/publish`."""
    looking = Looking(here.bot)

    def shown(
        programme: Programme, draft: Draft, status: int = 200, kept: Edit | None = None, **values: Any
    ) -> Response:
        """The editor with this draft; `kept` is what was typed before and may be taken up again."""
        now, at = saving.document(programme), here.at
        with here.read() as tx:
            others = editing.others(tx, programme.id, here.staff, at)
            named = [(it.id, it.short_name) for it in here.programmes(tx) if it.id != programme.id]
        section = sections.BY_KEY.get(draft.section)
        rows = sections.records(draft.fields, section) if section is not None else []
        blank = values.pop("blank", not rows)
        text = draft.text
        if draft.section == FILE and text is None:
            text = _as_file(draft.fields)
        return here.page(
            "programme.html",
            status,
            programme=programme,
            draft=draft,
            section=section,
            rows=[*rows, {}] if blank and section is not None and section.many else rows,
            unsaved=draft.text is not None or draft.fields != now,
            packed=drafts.packed(draft.fields),
            was=drafts.packed(draft.was if draft.was is not None else now),
            version=values.pop("version", None) or request.form.get("version") or saving.version(programme),
            text=text,
            lacking=words.lacking(draft.fields),
            kept=kept,
            machine=at.machine,
            since=dates.since,
            others=others,
            offers=lambda section, field, fields: references.offered(section, field, fields, named),
            rounds_of=references.rounds,
            pasting={"takes": section is not None and pasted.takes(section.key), "words": pasted_words},
            said=values.pop("said", []),
            trouble=values.pop("trouble", {}),
            pretend=request.form.get("open", "1" if request.method == "GET" else ""),
            editable=here.may(Role.STAFF),
            admin_only=sections.ADMIN_ONLY,
            sections=sections,
            names=names,
            words=words,
            choices=previewing.choices,
            text_of=lambda reply: text_of([reply]),
            **values,
        )

    def pasting(others: Catalogue) -> Pasting:
        """How lines pasted into a part become its records."""
        today, about = local_day(here.at.now), _about(here, others)
        return lambda fields, part, text: pasted.added(fields, part, text, today, about)

    def keep(programme: Programme, draft: Draft, expected: str) -> None:
        """What was typed stays, until it is saved or thrown away."""
        with here.begin() as tx:
            if unsaved(draft, programme, tx.programmes.catalogue()):
                editing.keep(tx, programme.id, here.staff, drafts.kept(draft), expected, here.at)
            else:
                tx.edits.drop(programme.id, here.staff.id)

    def conflict(programme: Programme, draft: Draft, others: Catalogue) -> Response:
        """Three columns: as it was, theirs, mine; what does not clash goes together by itself."""
        known = draft.read(programme.id, others)
        if not isinstance(known, Programme):  # what is wrong first: only what can be kept is merged
            faults = drafts.at_fields(known, draft)
            return shown(programme, draft, 409, faults=faults, conflict=True)
        theirs, mine = saving.document(programme), saving.document(known)
        base = draft.was if draft.was is not None else {}  # not known: whatever differs is to be chosen
        merged = merging.merge(base, mine, theirs, _chosen())
        said = InWords(mine, theirs, base)
        return here.page(
            "programme_conflict.html",
            409,
            programme=programme,
            clashes=merged.clashes,
            theirs=merging.differences(base, theirs) if base else [],
            mine=merging.differences(base, mine) if base else [],
            name=merging.name,
            in_words=said.path,
            value=said.value,
            carried=[
                ("version", saving.version(programme)),
                ("was", drafts.packed(base)),
                ("draft", drafts.packed(mine)),
                ("merge", "1"),
            ],
        )

    def before_saving(old: Programme, new: Programme, draft: Draft, expected: str) -> Response:
        with here.bot.database.rehearse() as tx:
            changed = programmes.keep(tx, new, here.at.now)
            notice = waiting(tx, new)
        before, after = saving.document(old), saving.document(new)
        differences, said = merging.differences(before, after), InWords(after, before)
        told = notice.told if notice else 0
        return here.page(
            "programme_confirm.html",
            programme=old,
            changed=changed,
            notice=notice,
            told=told,
            messages=told + changed.form.asked,
            differences=differences,
            in_words=said.path,
            value=said.value,
            carried=[
                ("version", expected),
                ("section", draft.section),
                ("was", drafts.packed(draft.was or saving.document(old))),
                ("document", programme_file.dump(new)),
            ],
            section=draft.section,
            action=url_for(f"{PAGES}.programme_save", id=old.id),
            quota=looking.messages(),
            words=words,
        )

    def save(old: Programme, new: Programme, draft: Draft, expected: str, others: Catalogue) -> Response:
        with here.begin() as tx:
            done = saving.save(tx, new, expected, by=here.by, at=here.at)
            if isinstance(done, Changed):
                tx.edits.drop(new.id, here.staff.id)
            notice = waiting(tx, new) if isinstance(done, Changed) else None
        if isinstance(done, Stale):
            return conflict(done.now, draft, others)
        if isinstance(done, tuple):
            return shown(old, draft, 422, faults=drafts.at_fields(done, draft))
        here.bot.sender.wake()
        told, at = (notice.told, notice.at) if notice else (0, None)
        message = words.NOTHING if done.nothing else words.saved(told, at, done.form.asked)
        back = request.form.get("section", drafts.MAIN)
        return here.done(message, "programme", id=new.id, section=back if back != drafts.MAIN else None)

    @pages.get("/programmes/<id>/edit")
    def programme(id: str) -> Response:
        with here.read() as tx:
            one = here.programme(tx, id)
            kept = tx.edits.of(id, here.staff.id) if here.may(Role.STAFF) else None
        here.choose(one)
        if kept is not None and request.args.get("take_up") and (draft := drafts.again(kept.document)):
            return shown(one, draft, version=kept.base)
        return shown(one, drafts.of(one), kept=kept)

    @pages.post("/programmes/<id>/edit", provide_automatic_options=False)
    def programme_save(id: str) -> Response:
        with here.read() as tx:
            one = here.programme(tx, id)
            others = tx.programmes.catalogue()
        draft, expected = drafts.of(one, pasting(others)), request.form.get("version", "")
        confirmed = request.form.get("confirm") == "1" and not request.form.get("goto")
        if expected and not confirmed:
            goes_to = request.form.get("goto") if draft.text is None else None
            keep(one, replace(draft, section=goes_to) if goes_to in names.SECTIONS else draft, expected)
        if draft.lines:  # before anything else: what was pasted is not left behind
            return shown(one, draft, 422, faults={"lines": pasted_words.UNREAD[draft.section]})
        if goto := request.form.get("goto"):
            if draft.text is not None and not isinstance(draft.read(None, others), Programme):
                return shown(one, draft, 422, faults=drafts.at_fields(_faults(draft, id, others), draft))
            section = goto if goto in names.SECTIONS else drafts.MAIN
            return shown(one, Draft(section, draft.fields, draft.was))
        if request.form.get("more"):
            return shown(one, draft, blank=not request.form.get("lines", "").strip())
        if not expected:
            return shown(one, draft, 422, faults={"draft": words.NO_VERSION})
        if saving.version(one) != expected:
            return conflict(one, draft, others)
        if request.form.get("merge"):
            now = saving.document(one)
            merged = merging.merge(now if draft.was is None else draft.was, draft.fields, now, _chosen())
            draft = Draft(drafts.MAIN, merged.fields, now)
        new = draft.read(id, others)
        if not isinstance(new, Programme):
            return shown(one, draft, 422, faults=drafts.at_fields(new, draft))
        if not here.may(Role.ADMIN) and sections.forbidden(saving.document(one), saving.document(new)):
            abort(403)
        if confirmed:
            return save(one, new, draft, expected, others)
        return before_saving(one, new, draft, expected)

    @pages.post("/programmes/<id>/preview")
    def programme_preview(id: str) -> Response:
        """What the bot says by the version in the form: changes nothing, anywhere."""
        with here.read() as tx:
            one = here.programme(tx, id)
            others = tx.programmes.catalogue()
        draft = drafts.of(one)
        new = draft.read(id, others)
        if not isinstance(new, Programme):
            return shown(one, draft, 422, trouble=drafts.at_fields(new, draft))
        return shown(one, draft, said=_tried(here, new, others))

    @pages.get("/programmes/<id>/file")
    def programme_as_file(id: str) -> Response:
        with here.read() as tx:
            one = here.programme(tx, id)
        headers = {"Content-Disposition": f'attachment; filename="{one.id}.yaml"'}
        return Response(
            programme_file.dump(one), headers=headers, content_type="application/yaml; charset=utf-8"
        )

    @pages.post("/programmes/<id>/publish")
    def programme_publish(id: str) -> Response:
        """Leads to the page that says what would change."""
        with here.read() as tx:
            one = here.programme(tx, id)
            others = tx.programmes.catalogue()
        fields = {k: v for k, v in saving.document(one).items() if k != "published"}
        if request.form.get("published") == "0":
            fields["published"] = False
        draft = Draft(drafts.MAIN, fields, saving.document(one))
        new = draft.read(id, others)
        if not isinstance(new, Programme):
            return shown(one, draft, 422, faults=drafts.at_fields(new, draft))
        return before_saving(one, new, draft, saving.version(one))


def _tried(here: Here, programme: Programme, others: Catalogue) -> list[Said]:

    form = request.form
    lines = form.getlist("before") if not form.get("afresh") else []
    press, text = form.get("press"), form.get("text", "").strip()
    lines += [f"{previewing.PRESS}{press}"] if press else [text] if text else []
    if form.get("open"):
        rules = replace(programme.applications, state="accepting", opens=None, closes=None)
        rounds = tuple(replace(r, opens=None, closes=None, state=None) for r in programme.rounds)
        programme = replace(programme, applications=rules, rounds=rounds)
    return previewing.tried(here.bot, programme, others.lessons, lines)


def unsaved(draft: Draft, programme: Programme, others: Catalogue) -> bool:
    """Whether a draft says anything that the programme does not."""
    if draft.lines:
        return True
    if draft.text is None:
        return draft.fields != saving.document(programme)
    return draft.read(programme.id, others) != programme


def _about(here: Here, others: Catalogue) -> Callable[[str], str]:
    """What a line is about, as far as the bot reads it; else it is found by its heading."""
    today = local_day(here.at.now)

    def about(text: str) -> str:
        read = here.bot.means.read(text[:SEEN], others.vocabulary, Context(), today)
        best = read.intents[0] if read.intents else None
        known = best is not None and best.confidence >= SURE and best.name in answer_kinds()
        return best.name if best is not None and known else pasted.DETAIL

    return about


def _as_file(fields: dict[str, Any]) -> str:
    return programme_file.written(fields)


def _faults(draft: Draft, id: str, others: Catalogue) -> tuple[programme_file.Fault, ...]:
    found = draft.read(id, others)
    return found if isinstance(found, tuple) else ()


def _chosen() -> dict[str, str]:
    """What was chosen where two versions clash."""
    return {k.removeprefix("pick."): v for k, v in request.form.items() if k.startswith("pick.")}
