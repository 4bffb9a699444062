"""Lists: a programme's applications, those found in all, those whose people must be rung."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, request

from bot.console import asked
from bot.console.here import Here
from handlers.wording.office import applications as words
from models.listing import REVIEW, RING, Filter, Tally
from models.programme import Programme
from models.searching import ORGANISATION_TYPE

VIEWS = (
    ("ทั้งหมด", Filter()),
    ("รอพิจารณา", Filter(states=("submitted",))),
    ("อนุมัติ", Filter(states=("approved",))),
    ("สำรอง", Filter(states=("waitlisted",))),
    ("ให้ตรวจ", Filter(flags=(REVIEW,))),
    ("ต้องโทรแจ้ง", Filter(flags=(RING,))),
)
"""Lists that are often looked at."""


def register(pages: Blueprint, here: Here) -> None:
    """`/programmes/<id>/applications/`, `/search`, `/to-ring`."""

    @pages.get("/applications/", defaults={"id": None})
    @pages.get("/programmes/<id>/applications/")
    def applications(id: str | None) -> Response:
        if id is None:
            with here.read() as tx:
                chosen = here.chosen(tx)
            if chosen is None:
                return here.page("no_programme.html")
            return here.back("applications", id=chosen.id)
        wanted = asked.wanted()
        with here.read() as tx:
            programme = here.programme(tx, id)
            page = tx.listing.page(id, wanted, request.args.get("after"))
            tally = tx.listing.tally(id, wanted)
            others = here.programmes(tx)
        here.choose(programme)
        return here.page(
            "applications.html",
            programme=programme,
            programmes=others,
            wanted=wanted,
            page=page,
            tally=tally,
            facets=facets(programme, wanted, tally),
            views=[(name, view, asked.address("applications", view, id=id)) for name, view in VIEWS],
            link=asked.address,
            all_checked=request.args.get("select") == "page",
            words=words,
            q=wanted.q,
        )

    @pages.get("/search")
    def search() -> Response:
        q = request.args.get("q", "")
        with here.read() as tx:
            seen = here.programmes(tx)
            rows = tx.listing.people(q, [p.id for p in seen])
        names = {p.id: p.short_name for p in seen}
        return here.page("search.html", q=q, rows=rows, names=names, words=words)

    @pages.get("/to-ring/")
    def to_ring() -> Response:
        with here.read() as tx:
            seen = here.programmes(tx)
            found = [(p, tx.listing.all_rows(p.id, Filter(flags=(RING,)))) for p in seen]
        return here.page("to_ring.html", found=[(p, rows) for p, rows in found if rows], words=words)


def facets(
    programme: Programme, wanted: Filter, tally: Tally
) -> list[tuple[str, str, list[tuple[str, str, int, bool]]]]:
    """What the list can be narrowed by: a field, its name, and value, label, count, chosen of each."""
    form = programme.question(ORGANISATION_TYPE)
    types = {option.value: option.label for option in form.options} if form else {}
    flags = {**words.FLAGS, **{flag: flag for flag in tally.flags if flag not in words.FLAGS}}
    fields: tuple[tuple[str, str, Mapping[str, str], Mapping[str, int], tuple[str, ...]], ...] = (
        ("state", "สถานะ", words.STATES, tally.states, wanted.states),
        ("province", "จังหวัด", {}, tally.provinces, wanted.provinces),
        ("organisation_type", "ประเภทหน่วยงาน", types, tally.organisation_types, wanted.organisation_types),
        ("flag", "ธง", flags, tally.flags, wanted.flags),
    )
    found = []
    for name, label, labels, counts, chosen in fields:
        order = [*(v for v in labels if v in counts), *sorted(set(counts) - set(labels))]
        order += [value for value in chosen if value not in order]
        choices = [(v, labels.get(v, v) or "(ไม่ระบุ)", counts.get(v, 0), v in chosen) for v in order if v]
        if choices:
            found.append((name, label, choices))
    return found
