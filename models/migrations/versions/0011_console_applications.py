"""What the console's lists are made from, decisions that may be taken back, people to ring, imports, jobs."""

from __future__ import annotations

import json
from typing import Any

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
EXACT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
AT_ONCE = 500


def _of_application(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_application_id")
    return sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    with op.batch_alter_table("application") as batch:
        batch.alter_column("user_id", existing_type=sa.String(), nullable=True)
    op.create_table(
        "application_search",
        sa.Column("application_id", sa.String(), nullable=False),
        sa.Column("programme_id", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", EXACT, nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("province", EXACT, nullable=False),
        sa.Column("organisation_type", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("review", sa.Boolean(), nullable=False),
        sa.Column("linked", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        _of_application("application_search"),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_application_search")),
    )
    for name, columns in {
        "submitted": ["programme_id", "submitted_at", "application_id"],
        "name": ["programme_id", "name_key", "application_id"],
        "facets": ["programme_id", "state", "province", "organisation_type", "review", "linked"],
        "province": ["programme_id", "province", "submitted_at", "application_id"],
        "state": ["programme_id", "state", "submitted_at", "application_id"],
        "phone": ["phone"],
        "email": ["email"],
    }.items():
        op.create_index(f"ix_application_search_{name}", "application_search", columns)
    op.create_table(
        "application_flag",
        sa.Column("application_id", sa.String(), nullable=False),
        sa.Column("flag", sa.String(), nullable=False),
        _of_application("application_flag"),
        sa.PrimaryKeyConstraint("application_id", "flag", name=op.f("pk_application_flag")),
    )
    op.create_index(op.f("ix_application_flag_flag"), "application_flag", ["flag"])
    op.create_table(
        "application_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        _of_application("application_note"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_note")),
    )
    op.create_index(op.f("ix_application_note_application_id"), "application_note", ["application_id"])
    op.create_table(
        "application_ring",
        sa.Column("application_id", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        _of_application("application_ring"),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_application_ring")),
    )
    op.create_table(
        "application_undo",
        sa.Column("application_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        _of_application("application_undo"),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_application_undo")),
    )
    op.create_table(
        "application_import",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("application_id", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        _of_application("application_import"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_application_import")),
        sa.UniqueConstraint("application_id", name=op.f("uq_application_import_application_id")),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("programme_id", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("given", JSON, nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.Column("problems", JSON, nullable=False),
        sa.Column("file", sa.String(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index("ix_job_state_id", "job", ["state", "id"])
    _fill(op.get_bind())


def _fill(connection: sa.Connection) -> None:
    """A row for each application sent so far, as the code reads it today: that is what it is written with."""
    from models.json import from_json
    from models.programme import Question
    from models.searching import searchable

    metadata = sa.MetaData()
    application = sa.Table("application", metadata, autoload_with=connection)
    search = sa.Table("application_search", metadata, autoload_with=connection)
    programmes = connection.execute(sa.text("SELECT id, document FROM programme")).all()
    forms = {
        id: from_json(tuple[Question, ...], _parsed(document).get("questions", []))
        for id, document in programmes
    }
    sent = sa.select(application).where(application.c.state != "draft", application.c.reference.is_not(None))
    last = ""
    while rows := connection.execute(
        sent.where(application.c.id > last).order_by(application.c.id).limit(AT_ONCE)
    ).all():
        values = []
        for row in rows:
            found = searchable(forms.get(row.programme_id, ()), row.reference, _parsed(row.answers))
            values.append(
                {
                    "application_id": row.id,
                    "programme_id": row.programme_id,
                    "reference": row.reference,
                    "state": row.state,
                    "submitted_at": row.submitted_at or row.created_at,
                    "review": row.needs_review,
                    "linked": row.user_id is not None,
                    "version": row.version,
                    **{name: getattr(found, name) for name in found.__slots__},
                }
            )
        connection.execute(search.insert(), values)
        last = rows[-1].id


def _parsed(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def downgrade() -> None:
    for table in ("job", "import", "undo", "ring", "note", "flag", "search"):
        op.drop_table(table if table == "job" else f"application_{table}")
    # Nobody to tell stands behind these, and before this each application had somebody.
    for table in ("application_change", "attendance", "reminder_owed", "consent"):
        op.execute(
            f"DELETE FROM {table} WHERE application_id IN (SELECT id FROM application WHERE user_id IS NULL)"
        )
    op.execute(
        "UPDATE attachment SET application_id = NULL "
        "WHERE application_id IN (SELECT id FROM application WHERE user_id IS NULL)"
    )
    op.execute("DELETE FROM application WHERE user_id IS NULL")
    with op.batch_alter_table("application") as batch:
        batch.alter_column("user_id", existing_type=sa.String(), nullable=False)
