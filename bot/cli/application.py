"""Applications: list and decide."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from bot.cli._office import done, office
from bot.files import sniff
from bot.files.fetching import stored_at
from bot.process.plain import one_line
from handlers.applications import deciding, rounds
from handlers.office import applications
from handlers.office.applications import Entry
from handlers.office.exporting import columns, row
from models.attachment import AttachmentState

BY = "staff (command line)"


@click.group()
def application() -> None:
    """Applications in the database."""


@application.command("list")
@click.argument("id")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(id: str, as_json: bool) -> None:
    """A programme's applications."""
    with office() as here, here.database.read() as tx:
        entries = done(applications.entries(tx, id))
    if as_json:
        click.echo(json.dumps([_record(entry) for entry in entries], ensure_ascii=False, indent=2))
        return
    for entry in entries:
        a = entry.application
        flag = "\tneeds review" if a.needs_review else ""
        ring = f"\t{_ring(entry.ring)}" if entry.ring is not None else ""
        click.echo(f"{a.reference}\t{a.state.value}\t{one_line(entry.name or '')}{flag}{ring}")


@application.command()
@click.argument("reference")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Copy them to this folder.")
def files(reference: str, out: Path | None) -> None:
    """The files sent for an application."""
    with office() as here, here.database.begin() as tx:
        found, attached = done(applications.files(tx, reference))
        for number, one in enumerate(attached, 1):
            name = one_line(one.name or "-")
            click.echo(f"{number}\t{name}\t{one.state.value}\t{one.mime or '-'}\t{one.size or 0}")
            if out is not None and one.state is AttachmentState.STORED:
                out.mkdir(parents=True, exist_ok=True)
                # Use our own name: the sender's could point anywhere.
                name = f"{found.reference}-{number}{sniff.SUFFIXES.get(one.mime or '', '')}"
                shutil.copyfile(stored_at(here.settings.data_dir / "files", one.id), out / name)


@application.command()
@click.argument("reference")
@click.argument("stage")
def advance(reference: str, stage: str) -> None:
    """Move an approved application to one of its programme's stages; the applicant is told once."""
    with office() as here, here.database.begin() as tx:
        moved = done(deciding.advance(tx, reference, stage, by=BY, now=here.clock.now()))
        ring = applications.to_ring(tx, moved)
    click.echo(f"{moved.reference}: {moved.stage}")
    if ring is not None:
        click.echo(_ring(ring))


@application.command()
@click.argument("reference")
@click.argument("decision", metavar="approve|reject|waitlist|complete")
@click.option("--reason", help="Told to the applicant.")
@click.option("--past-quota", is_flag=True, help="Approve though a quota is full.")
def decide(reference: str, decision: str, reason: str | None, past_quota: bool) -> None:
    """Decide on an application; the applicant is told once."""
    with office() as here, here.database.begin() as tx:
        decided = done(
            deciding.decide(
                tx,
                reference,
                decision,
                by=BY,
                reason=reason,
                now=here.clock.now(),
                past_quota=past_quota,
            )
        )
        ring = applications.to_ring(tx, decided)
    click.echo(f"{decided.reference}: {decided.state.value}")
    if ring is not None:
        click.echo(_ring(ring))


@application.command()
@click.argument("reference")
@click.argument("round_id", metavar="ROUND")
@click.option("--past-quota", is_flag=True, help="Move though a quota is full there.")
def move(reference: str, round_id: str, past_quota: bool) -> None:
    """Move an application to another round of its programme; the applicant is told once."""
    with office() as here, here.database.begin() as tx:
        moved = done(rounds.move_to(tx, reference, round_id, BY, here.clock.now(), past_quota=past_quota))
        ring = applications.to_ring(tx, moved)
    click.echo(f"{moved.reference}: {round_id}")
    if ring is not None:
        click.echo(_ring(ring))


def _record(entry: Entry) -> dict[str, Any]:
    """An application as exported, with what only a list shows."""
    a = entry.application
    cells = dict(zip(columns(entry.programme), row(entry.programme, a), strict=True))
    more = {"needs_review": a.needs_review, "on_behalf": a.on_behalf, "blocked": entry.ring is not None}
    return {**cells, **more}


def _ring(phones: Sequence[str]) -> str:
    return f"blocked the bot and is not told, telephone them: {', '.join(phones) or 'no number given'}"
