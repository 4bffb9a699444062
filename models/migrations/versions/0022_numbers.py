"""Round and source beside each application for counting by an index; counts of questions and of forms left."""

from __future__ import annotations

import json
from typing import Any

from alembic import op
import sqlalchemy as sa

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

COLUMNS = (
    "programme_id",
    "submitted_at",
    "province",
    "organisation_type",
    "source",
    "round",
    "state",
    "linked",
)


def upgrade() -> None:
    for name in ("round", "source"):
        op.add_column("application_search", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.execute(
        "UPDATE application_search SET source = (SELECT a.source FROM application a "
        "WHERE a.id = application_search.application_id) WHERE application_id IN "
        "(SELECT id FROM application WHERE source IS NOT NULL)"
    )
    _rounds()
    op.create_index("ix_application_search_numbers", "application_search", list(COLUMNS))
    op.create_table(
        "question_count",
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("programme_id", sa.String(), nullable=False),
        sa.Column("intent", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "programme_id", "intent", "result", name=op.f("pk_question_count")),
    )
    op.create_table(
        "draft_stop",
        sa.Column("programme_id", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("programme_id", "day", "round", "step", name=op.f("pk_draft_stop")),
    )


def _rounds() -> None:
    """The round that each application names, in programmes whose form asks for one."""
    connection = op.get_bind()
    sqlite = connection.dialect.name == "sqlite"
    answer = "json_extract(a.answers, :path)" if sqlite else "a.answers ->> :path"
    text = "json_type(a.answers, :path) = 'text'" if sqlite else "jsonb_typeof(a.answers -> :path) = 'string'"
    update = sa.text(
        f"UPDATE application_search SET round = (SELECT {answer} FROM application a "
        "WHERE a.id = application_search.application_id) WHERE programme_id = :programme AND application_id "
        f"IN (SELECT a.id FROM application a WHERE a.programme_id = :programme AND {text})"
    )
    for id, document in connection.execute(sa.text("SELECT id, document FROM programme")).all():
        given: dict[str, Any] = json.loads(document) if isinstance(document, str) else document
        asked = [it["key"] for it in given.get("questions", ()) if it.get("kind") == "round"]
        for key in asked[:1]:
            connection.execute(update, {"path": f'$."{key}"' if sqlite else key, "programme": id})


def downgrade() -> None:
    op.drop_table("draft_stop")
    op.drop_table("question_count")
    op.drop_index("ix_application_search_numbers", "application_search")
    for name in ("source", "round"):
        op.drop_column("application_search", name)
