"""What people leave for staff becomes a case: what was said before and since, and the name of who left it."""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staff_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("programme_id", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("before", JSON, nullable=False, server_default=sa.text("'[]'")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_staff_case_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_case")),
    )
    op.create_index("ix_staff_case_open", "staff_case", ["closed_at", "at"])
    op.create_index(op.f("ix_staff_case_user_id"), "staff_case", ["user_id"])
    op.create_table(
        "staff_case_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["staff_case.id"],
            name=op.f("fk_staff_case_message_case_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_case_message")),
    )
    op.create_index(op.f("ix_staff_case_message_case_id"), "staff_case_message", ["case_id"])
    op.create_index(op.f("ix_staff_case_message_message_id"), "staff_case_message", ["message_id"])
    op.execute(
        "INSERT INTO staff_case (id, user_id, kind, programme_id, at, closed_at) "
        "SELECT id, user_id, 'words', programme_id, at, done_at FROM staff_request"
    )
    op.execute(
        "INSERT INTO staff_case_message (case_id, sender, text, message_id, at) "
        "SELECT id, 'person', text, message_id, at FROM staff_request"
    )
    if op.get_bind().dialect.name == "postgresql":
        # Numbering continues where the old table's ended.
        op.execute(
            "SELECT setval(pg_get_serial_sequence('staff_case', 'id'), "
            "COALESCE((SELECT MAX(id) FROM staff_case), 0) + 1, false)"
        )
    op.drop_table("staff_request")
    op.add_column("person", sa.Column("display_name", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("display_name")
    op.create_table(
        "staff_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("programme_id", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_staff_request_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_request")),
    )
    op.create_index("ix_staff_request_open", "staff_request", ["done_at", "at"])
    op.create_index(op.f("ix_staff_request_user_id"), "staff_request", ["user_id"])
    op.create_index(op.f("ix_staff_request_message_id"), "staff_request", ["message_id"])
    op.drop_table("staff_case_message")
    op.drop_table("staff_case")
