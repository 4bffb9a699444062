"""Reminders that follow every change: notices, who is owed what, settings, calendars, groups."""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("muted_kinds", JSON, nullable=False, server_default=sa.text("'[]'"))
        )
        batch_op.add_column(sa.Column("also_at", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("calendar", sa.String(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_person_calendar"), ["calendar"])

    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.add_column(sa.Column("detail", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("message_id", sa.String(), nullable=True))
        batch_op.create_index(batch_op.f("ix_attendance_message_id"), ["message_id"], unique=False)

    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.add_column(sa.Column("messages", sa.Integer(), nullable=True))

    op.create_table(
        "reminder_merged",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reminder_merged")),
    )
    op.create_table(
        "reminder_owed",
        sa.Column("application_id", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_reminder_owed_application_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_reminder_owed")),
    )
    with op.batch_alter_table("reminder_owed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_owed_due_at"), ["due_at"], unique=False)

    op.create_table(
        "change_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.String(), nullable=False),
        sa.Column("before", JSON, nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_change_notice_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_notice")),
    )
    with op.batch_alter_table("change_notice", schema=None) as batch_op:
        batch_op.create_index(
            "uq_change_notice_waiting",
            ["programme_id"],
            unique=True,
            sqlite_where=sa.text("sent_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL"),
        )

    op.create_table(
        "session_record",
        sa.Column("programme_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_session_record_programme_id")
        ),
        sa.PrimaryKeyConstraint("programme_id", "session_id", name=op.f("pk_session_record")),
    )
    _record_sessions()

    op.create_table(
        "group_chat",
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("programme_id", sa.String(), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_group_chat_programme_id")
        ),
        sa.PrimaryKeyConstraint("chat", name=op.f("pk_group_chat")),
        sa.UniqueConstraint("programme_id", name=op.f("uq_group_chat_programme_id")),
    )


def _record_sessions() -> None:
    """Sessions already known start at sequence 0."""
    programme = sa.table(
        "programme",
        sa.column("id", sa.String()),
        sa.column("document", JSON),
        sa.column("updated_at", sa.DateTime(timezone=True)),
    )
    record = sa.table(
        "session_record",
        sa.column("programme_id", sa.String()),
        sa.column("session_id", sa.String()),
        sa.column("document", JSON),
        sa.column("sequence", sa.Integer()),
        sa.column("changed_at", sa.DateTime(timezone=True)),
    )
    rows = [
        {
            "programme_id": row.id,
            "session_id": session["id"],
            "document": session,
            "sequence": 0,
            "changed_at": row.updated_at,
        }
        for row in op.get_bind().execute(sa.select(programme))
        for session in row.document.get("sessions", [])
    ]
    if rows:
        op.bulk_insert(record, rows)


def downgrade() -> None:
    for table in ("group_chat", "session_record", "change_notice", "reminder_owed", "reminder_merged"):
        op.drop_table(table)
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.drop_column("messages")
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_message_id"))
        batch_op.drop_column("message_id")
        batch_op.drop_column("detail")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_person_calendar"), type_="unique")
        for column in ("calendar", "also_at", "muted_kinds", "left_at"):
            batch_op.drop_column(column)
