"""Staff talk with people: who has a case, notes on it, words to answer with, and what was said in chats."""

from __future__ import annotations

from alembic import op
import sqlalchemy as sa

revision = "0016"
down_revision = "0012"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("staff_case", sa.Column("taken_by", sa.String(), nullable=True))
    for name in ("taken_until", "snoozed_until"):
        op.add_column("staff_case", sa.Column(name, INSTANT, nullable=True))
    op.create_table(
        "staff_case_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["staff_case.id"], name=op.f("fk_staff_case_note_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_case_note")),
    )
    op.create_index(op.f("ix_staff_case_note_case_id"), "staff_case_note", ["case_id"])
    op.create_table(
        "stock_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_answer")),
    )
    op.create_table(
        "talk",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk")),
    )
    op.create_index("ix_talk_chat", "talk", ["chat", "id"])


def downgrade() -> None:
    for table in ("talk", "stock_answer", "staff_case_note"):
        op.drop_table(table)
    for name in ("snoozed_until", "taken_until", "taken_by"):
        op.drop_column("staff_case", name)
