"""Applications: list and decide."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import click

from bot.cli._office import fail, office, programme_of
from bot.files import sniff
from bot.files.fetching import stored_at
from handlers.applications import deciding, showing
from handlers.office.exporting import columns, row
from handlers.refusal import Refused
from handlers.wording.refusals import in_english
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
        programme = programme_of(tx, id)
        submitted = tx.applications.submitted(id)
        records = [
            {
                **dict(zip(columns(programme), row(programme, a), strict=True)),
                "needs_review": a.needs_review,
                "on_behalf": a.on_behalf,
            }
            for a in submitted
        ]
    if as_json:
        click.echo(json.dumps(records, ensure_ascii=False, indent=2))
        return
    for a in submitted:
        flag = "\tneeds review" if a.needs_review else ""
        click.echo(f"{a.reference}\t{a.state.value}\t{showing.applicant_name(programme, a)}{flag}")


@application.command()
@click.argument("reference")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Copy them there.")
def files(reference: str, out: Path | None) -> None:
    """The files sent for an application."""
    with office() as here, here.database.begin() as tx:
        found = tx.applications.by_reference(reference.strip().upper())
        if found is None:
            fail(f"no application {reference}")
        attached = tx.attachments.of(found.id)
        for number, one in enumerate(attached, 1):
            click.echo(f"{number}\t{one.name or '-'}\t{one.state.value}\t{one.mime or '-'}\t{one.size or 0}")
            if out is not None and one.state is AttachmentState.STORED:
                out.mkdir(parents=True, exist_ok=True)
                # Our own name for it: the sender's could point anywhere.
                name = f"{found.reference}-{number}{sniff.SUFFIXES.get(one.mime or '', '')}"
                shutil.copyfile(stored_at(here.settings.data_dir / "files", one.id), out / name)


@application.command()
@click.argument("reference")
@click.argument("stage")
def advance(reference: str, stage: str) -> None:
    """Move an approved application to one of its programme's stages; the applicant is told once."""
    with office() as here, here.database.begin() as tx:
        moved = deciding.advance(tx, reference, stage, by=BY, now=here.clock.now())
    if isinstance(moved, Refused):
        fail(in_english(moved))
    click.echo(f"{moved.reference}: {moved.stage}")


@application.command()
@click.argument("reference")
@click.argument("decision", metavar="approve|reject|waitlist|complete")
@click.option("--reason", help="Told to the applicant.")
def decide(reference: str, decision: str, reason: str | None) -> None:
    """Decide on an application; the applicant is told once."""
    with office() as here, here.database.begin() as tx:
        decided = deciding.decide(tx, reference, decision, by=BY, reason=reason, now=here.clock.now())
    if isinstance(decided, Refused):
        fail(in_english(decided), 2 if decision not in deciding.DECISIONS else 1)
    click.echo(f"{decided.reference}: {decided.state.value}")
