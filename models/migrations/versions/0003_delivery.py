"""Delivery shared by processes: multicasts, limits, circuit, quota."""

from alembic import op
import sqlalchemy as sa

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WAITING = sa.text("state IN ('pending', 'leased')")
ANSWERS = sa.text("state IN ('pending', 'leased') AND reply_token IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("body", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("batch", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True))
        for name, column, where in (
            ("ix_outbox_queue", "id", WAITING),
            ("ix_outbox_answers", "id", ANSWERS),
            ("ix_outbox_body", "body", WAITING),
            ("ix_outbox_batch", "batch", WAITING),
        ):
            batch_op.create_index(
                name, [column], unique=False, sqlite_where=where, postgresql_where=where
            )

    endpoints = op.create_table(
        "line_endpoint",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("calls", sa.Double(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shut_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_line_endpoint")),
    )
    op.bulk_insert(
        endpoints,
        [{"name": name, "calls": 0.0} for name in ("broadcast", "multicast", "push", "reply")],
    )
    channel = op.create_table(
        "line_channel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("open_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("open_for", sa.Integer(), nullable=False),
        sa.Column("quota_out", sa.Boolean(), nullable=False),
        sa.Column("quota_limit", sa.Integer(), nullable=True),
        sa.Column("quota_used", sa.Integer(), nullable=True),
        sa.Column("quota_read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_channel")),
    )
    op.bulk_insert(channel, [{"id": 1, "failures": 0, "open_for": 0, "quota_out": False}])


def downgrade() -> None:
    op.drop_table("line_channel")
    op.drop_table("line_endpoint")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        for name in ("ix_outbox_batch", "ix_outbox_body", "ix_outbox_answers", "ix_outbox_queue"):
            batch_op.drop_index(name)
        batch_op.drop_column("tried_at")
        batch_op.drop_column("batch")
        batch_op.drop_column("body")
